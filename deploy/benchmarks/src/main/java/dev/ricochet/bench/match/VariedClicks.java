package dev.ricochet.bench.match;

import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Clicks of about 200 bytes of Avro that differ as those of a network do: many visitors, some hundred campaigns, some
 * dozen browsers. Equal ones would compress to nothing.
 */
final class VariedClicks {

    private static final String[] SYSTEMS = {
        "X11; Linux x86_64", "Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7", "Linux; Android 15; K"
    };
    private static final String[] LANGUAGES = {"en-GB", "en-US,en;q=0.9", "de-DE,de;q=0.9,en;q=0.8", "pl", "es-MX"};

    private final SplittableRandom random = new SplittableRandom(42);

    Click click(String clickId, Instant at) {
        return Click.newBuilder()
                .setClickId(clickId)
                .setKind(ClickKind.CLICK)
                .setClickedAt(at)
                .setAdvertiserId("adv-" + random.nextInt(40))
                .setOfferId("offer-" + random.nextInt(300))
                .setAffiliateId("aff-" + random.nextInt(2_000))
                .setSource("src-" + random.nextInt(5_000))
                .setSubs(List.of("cmp-" + random.nextInt(100_000), Long.toString(random.nextLong() >>> 1, 36)))
                .setIp(random.nextInt(1, 224) + "." + random.nextInt(256) + "." + random.nextInt(256) + "."
                        + random.nextInt(256))
                .setUserAgent("Mozilla/5.0 (" + SYSTEMS[random.nextInt(SYSTEMS.length)] + ") AppleWebKit/537.36 Chrome/"
                        + random.nextInt(120, 143) + ".0 Safari/537.36")
                .setLanguage(LANGUAGES[random.nextInt(LANGUAGES.length)])
                .build();
    }
}

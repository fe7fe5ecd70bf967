package dev.ricochet.bench;

import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import java.time.Instant;
import java.util.List;

/** Clicks of the size that trackers see: about 200 bytes of Avro. */
public final class SampleClicks {

    private SampleClicks() {}

    public static Click click(String clickId, Instant at) {
        return Click.newBuilder()
                .setClickId(clickId)
                .setKind(ClickKind.CLICK)
                .setClickedAt(at)
                .setAdvertiserId("acme")
                .setOfferId("shoes")
                .setAffiliateId("aff-1")
                .setSource("newsletter")
                .setSubs(List.of("campaign-7731", "banner-left"))
                .setIp("198.51.100.23")
                .setUserAgent("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36")
                .setReferrer("https://blog.example/review")
                .setLanguage("en-GB")
                .build();
    }
}

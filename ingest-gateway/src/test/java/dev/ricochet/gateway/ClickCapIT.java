package dev.ricochet.gateway;

import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Two gateways share a cap of ten clicks. One sends seven on; once the other has heard of it, it sends on three more. A third
 * that starts when both are gone sends on none.
 */
@KafkaTest
class ClickCapIT {
    private static final int CAP = 10;

    @Test
    void shouldHoldACapAcrossGatewaysAndRestarts(KafkaStack kafka) throws Exception {
        kafka.startOver();
        kafka.send(Topics.ADVERTISERS, "acme", anAdvertiser("acme").build());
        kafka.send(Topics.AFFILIATES, "aff-1", anAffiliate("aff-1").build());
        kafka.send(
                Topics.OFFERS,
                "shoes",
                anOffer("shoes")
                        .clickCap(CapScope.OFFER, CapPeriod.LIFETIME, CAP, "UTC")
                        .build());
        try (RunningGateway one = start(kafka);
                RunningGateway other = start(kafka)) {
            for (int i = 0; i < 7; i++) {
                assertThat(click(one)).isEqualTo(302);
            }
            // Each in its own time: the count is told once a second.
            kafka.awaitRecords(
                    Topics.CLICK_COUNTS,
                    counts -> counts.stream().anyMatch(count -> count.value().getClicks() == 7));
            int taken = 0;
            while (click(other) == 302) {
                taken++;
            }
            assertThat(taken).isBetween(CAP - 7, CAP);
            await().atMost(Duration.ofSeconds(60)).until(() -> click(one) == 410);
        }
        try (RunningGateway third = start(kafka)) {
            assertThat(click(third)).isEqualTo(410);
        }
        assertThat(kafka.consumeAll(Topics.CLICKS)).hasSizeBetween(CAP, 2 * CAP);
    }

    private static int click(RunningGateway gateway) throws Exception {
        return gateway.get("/c/shoes?aff=aff-1", "User-Agent", "Browser/1").statusCode();
    }

    private static RunningGateway start(KafkaStack kafka) {
        return RunningGateway.start(kafka.bootstrapServers(), kafka.registryUrl(), Map.of());
    }
}

package dev.ricochet.gateway.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.schemas.event.Route;
import dev.ricochet.schemas.reason.Refusal;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalDeskTest {
    private static final Refused UNKNOWN = Refused.because(Refusal.UNKNOWN_ADVERTISER);
    private static final Knock STRANGER =
            new Knock(Route.POSTBACK, "GET", "/p/acme", null, null, "192.0.2.1", "acme", null, null, null);

    private final List<RejectedRequest> kept = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SteppedTime time = new SteppedTime();
    private final RefusalDesk desk = new RefusalDesk(
            (key, rejected, trace) -> {
                kept.add(rejected);
                return Future.succeededFuture(PublishResult.DURABLE);
            },
            () -> Catalog.EMPTY,
            new KeepRate(time),
            new GatewayMetrics(meters),
            InstantSource.system());

    @Test
    void shouldOnlyCountTheRestOfAFlood() {
        for (int i = 0; i < KeepRate.BURST + 500; i++) {
            assertThat(desk.take(STRANGER, UNKNOWN, 404, null)).isNotEmpty();
        }
        assertThat(kept).hasSize(KeepRate.BURST);
        assertThat(count("ricochet.gateway.refusals.not.kept")).isEqualTo(500);
        assertThat(count("ricochet.gateway.requests", "outcome", "refused")).isEqualTo(KeepRate.BURST + 500);
    }

    @Test
    void shouldKeepSomeOfAFloodThatGoesOn() {
        flood();
        time.nanos += Duration.ofSeconds(1).toNanos();
        flood();
        assertThat(kept).hasSize(KeepRate.BURST + KeepRate.PER_SECOND);
    }

    @Test
    void shouldKeepTheMistakesOfACallerItKnowsWhateverStrangersSend() {
        flood();
        desk.take(STRANGER.ofRecognised(), Refused.invalid(List.of()), 422, null);
        assertThat(kept).hasSize(KeepRate.BURST + 1);
        assertThat(kept.get(KeepRate.BURST).getReason()).isEqualTo("validation_failed");
    }

    @Test
    void shouldKeepFewRowsOfAStrangersBatch() {
        assertThat(rowsKeptOf(STRANGER)).isEqualTo(10);
        assertThat(rowsKeptOf(STRANGER.ofRecognised())).isEqualTo(1_000);
    }

    private int rowsKeptOf(Knock knock) {
        kept.clear();
        for (int row = 0; row < 2_000; row++) {
            desk.takeRow(Secrets.NONE, knock, UNKNOWN, row);
        }
        return kept.size();
    }

    private void flood() {
        for (int i = 0; i < 2 * KeepRate.BURST; i++) {
            desk.take(STRANGER, UNKNOWN, 404, null);
        }
    }

    private double count(String name, String... tags) {
        return meters.get(name).tag("route", "postback").tags(tags).counter().count();
    }

    private static final class SteppedTime implements TimeMeter {
        private long nanos;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}

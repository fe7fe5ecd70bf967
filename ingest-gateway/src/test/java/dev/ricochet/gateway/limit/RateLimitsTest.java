package dev.ricochet.gateway.limit;

import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.Advertiser;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private final Hand clock = new Hand();

    @Test
    void shouldTakeABurstOfASecondAndThenAsManyAsComeIn() {
        RateLimits limits = new RateLimits(new RateSettings(4, 0), clock);

        assertThat(taken(limits, "192.0.2.1", 10)).isEqualTo(4);
        assertThat(limits.ofAddress("192.0.2.1")).isEqualTo(1);
        assertThat(taken(limits, "192.0.2.2", 10)).isEqualTo(4);
        clock.advance(Duration.ofMillis(500));
        assertThat(taken(limits, "192.0.2.1", 10)).isEqualTo(2);
    }

    @Test
    void shouldCountAnIpv6NetworkAsOneAddress() {
        RateLimits limits = new RateLimits(new RateSettings(1, 0), clock);

        assertThat(limits.ofAddress("2001:db8:1:2:0:0:0:1")).isEqualTo(RateLimits.PASS);
        assertThat(limits.ofAddress("2001:db8:1:2:ffff:0:0:9")).isPositive();
        assertThat(limits.ofAddress("2001:db8:1:3:0:0:0:1")).isEqualTo(RateLimits.PASS);
    }

    @Test
    void shouldTakeAllWhereNoLimitIsSet() {
        RateLimits limits = new RateLimits(RateSettings.NONE, clock);

        assertThat(limits.byAddress()).isFalse();
        assertThat(taken(limits, "192.0.2.1", 10_000)).isEqualTo(10_000);
        assertThat(limits.ofAdvertiser(anAdvertiser("acme").build())).isEqualTo(RateLimits.PASS);
    }

    @Test
    void shouldLetTheCatalogDecideForAnAdvertiserAtAnyTime() {
        RateLimits limits = new RateLimits(new RateSettings(0, 3), clock);
        Advertiser plain = anAdvertiser("acme").build();
        Advertiser slower = anAdvertiser("acme").limitedTo(1).build();
        Advertiser free = anAdvertiser("acme").limitedTo(0).build();

        assertThat(taken(limits, plain)).isEqualTo(3);
        assertThat(taken(limits, slower)).isEqualTo(1);
        assertThat(taken(limits, slower)).isZero();
        assertThat(taken(limits, free)).isEqualTo(10);
    }

    private static int taken(RateLimits limits, String address, int of) {
        int taken = 0;
        for (int i = 0; i < of; i++) {
            taken += limits.ofAddress(address) == RateLimits.PASS ? 1 : 0;
        }
        return taken;
    }

    private static int taken(RateLimits limits, Advertiser advertiser) {
        int taken = 0;
        for (int i = 0; i < 10; i++) {
            taken += limits.ofAdvertiser(advertiser) == RateLimits.PASS ? 1 : 0;
        }
        return taken;
    }

    /** A clock that a test moves. */
    private static final class Hand implements TimeMeter {
        private long nanos;

        void advance(Duration by) {
            nanos += by.toNanos();
        }

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

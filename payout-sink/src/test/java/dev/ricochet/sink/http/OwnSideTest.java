package dev.ricochet.sink.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OwnSideTest {

    private final OwnSide ownSide = new OwnSide();

    @ParameterizedTest
    @EnumSource(names = {"NO_NETWORK", "PROXY_FAILED", "CLIENT_CERTIFICATE_MISSING", "POOL_FULL"})
    void shouldTakeForOursWhatSaysSoItself(SendError error) {
        assertThat(ownSide.isCause(error, "a", 0)).isTrue();
    }

    @Test
    void shouldTakeSilenceForOursWhenSeveralHostsAreSilentAndNobodyIsReached() {
        assertThat(ownSide.isCause(SendError.NAME_SERVER_SILENT, "a", 0)).isFalse();
        assertThat(ownSide.isCause(SendError.NAME_SERVER_SILENT, "a", 1)).isFalse();
        assertThat(ownSide.isCause(SendError.CONNECT_TIMEOUT, "b", 2)).isFalse();
        assertThat(ownSide.isCause(SendError.NAME_SERVER_SILENT, "c", 3)).isTrue();
    }

    @Test
    void shouldChargeSilentHostsWhileOthersAreReached() {
        for (String host : new String[] {"a", "b", "c", "d"}) {
            assertThat(ownSide.isCause(SendError.CONNECT_TIMEOUT, host, 0)).isFalse();
            ownSide.reached();
        }
    }

    @Test
    void shouldForgetSilenceAfterAMinute() {
        ownSide.isCause(SendError.CONNECT_TIMEOUT, "a", 0);
        ownSide.isCause(SendError.CONNECT_TIMEOUT, "b", 0);

        assertThat(ownSide.isCause(
                        SendError.CONNECT_TIMEOUT, "c", Duration.ofSeconds(61).toNanos()))
                .isFalse();
    }
}

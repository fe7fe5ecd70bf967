package dev.ricochet.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void shouldMoveAllPortsTogether() {
        assertThat(Ports.standard().plus(100)).isEqualTo(new Ports(9192, 9193, 8185, 8180, 8181, 8182, 8183));
    }

    @Test
    void shouldNameOnlyThePortsThatAreOpened() {
        assertThat(Ports.standard().neededBy(List.of(StackService.SINK)))
                .containsOnlyKeys("broker", "controller", "registry", "payout-sink management");
    }

    @Test
    void shouldGiveDifferentFreePorts() {
        Ports ports = Ports.free();

        assertThat(ports.neededBy(List.of(StackService.values())).values()).doesNotHaveDuplicates();
    }

    @Test
    void shouldRefuseWhatIsNoPort() {
        assertThatThrownBy(() -> Ports.standard().plus(60_000)).hasMessageContaining("69092 is not a port");
    }
}

package dev.ricochet.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlocksTest {

    @Test
    void shouldContainAddressesOfItsBlocksOnly() {
        AddressBlocks blocks =
                AddressBlocks.strict(List.of("192.0.2.0/24", " 10.1.2.3/8", "203.0.113.9", "2001:db8::/32"));

        assertThat(blocks.contain("192.0.2.255")).isTrue();
        assertThat(blocks.contain("10.200.0.1")).isTrue();
        assertThat(blocks.contain("203.0.113.9")).isTrue();
        assertThat(blocks.contain("2001:db8:1::")).isTrue();
        assertThat(blocks.contain("::ffff:192.0.2.1")).isTrue();
        assertThat(blocks.contain("192.0.3.1")).isFalse();
        assertThat(blocks.contain("203.0.113.10")).isFalse();
        assertThat(blocks.contain("2001:db9::")).isFalse();
        assertThat(blocks.contain("192.0.2.0/25")).isFalse();
        assertThat(blocks.contain("")).isFalse();
        assertThat(blocks.contain(null)).isFalse();
        assertThat(AddressBlocks.NONE.contain("192.0.2.1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*", "all", "192.0.2.0/33", "192.0.2.*", "192.0.2.1-9", "proxy.example"})
    void shouldTakeNothingThatIsNoBlock(String text) {
        assertThatThrownBy(() -> AddressBlocks.strict(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
        assertThat(AddressBlocks.lenient(List.of(text, "192.0.2.9")).contain("192.0.2.1"))
                .isFalse();
        assertThat(AddressBlocks.lenient(List.of(text, "192.0.2.9")).contain("192.0.2.9"))
                .isTrue();
    }
}

package dev.ricochet.gateway.postback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnfilledMacroTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[click_id]",
                "[CLICK-ID]",
                "#reqid#",
                "%payout%",
                "%%CLICK_ID_UNESC%%",
                "__CLICKID__",
                "<order.id>",
                "%7Bclick_id%7D",
                "%7b%7bsub1%7d%7d"
            })
    void shouldSeePlaceholders(String text) {
        assertThat(UnfilledMacro.is(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "##",
                "[]",
                "%",
                "%%",
                "____",
                "[1]",
                "#1001#",
                "#1001",
                "order [gift]",
                "[two words]",
                "10%",
                "%20",
                "_private_",
                "a_b",
                "(none)",
                "(not set)",
                "<>",
                "{",
                "}{"
            })
    void shouldLeaveAloneWhatMayBeMeant(String text) {
        assertThat(UnfilledMacro.is(text)).isFalse();
    }
}

package dev.ricochet.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.api.Call;
import dev.ricochet.kit.key.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionTest {

    @Test
    void shouldUnderstandWhatWasSeen() {
        assertThat(of("if-match", "\"12-a\"")).isEqualTo(new Precondition.Seen("\"12-a\""));
        assertThat(of("if-match", " * ")).isEqualTo(new Precondition.Present());
        assertThat(of("if-none-match", "*")).isEqualTo(new Precondition.Absent());
        assertThat(of("x", "y")).isEqualTo(new Precondition.Unsaid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "W/\"12\"", "\"1\", \"2\"", "", "\"\"", "\"a b\"", "\"1\"2\""})
    void shouldRefuseEveryOtherTag(String tag) {
        assertThat(of("if-match", tag)).isInstanceOf(Precondition.Malformed.class);
    }

    @Test
    void shouldRefuseBothAtOnce() {
        assertThat(Precondition.of(call(Map.of("if-match", "*", "if-none-match", "*"))))
                .isInstanceOf(Precondition.Malformed.class);
    }

    @Test
    void shouldHoldOnlyForWhatWasSeen() {
        assertThat(new Precondition.Seen("\"2-a\"").holds("\"2-a\"")).isTrue();
        assertThat(new Precondition.Seen("\"2-a\"").holds("\"2-b\"")).isFalse();
        assertThat(new Precondition.Seen("\"2-a\"").holds(null)).isFalse();
        assertThat(new Precondition.Present().holds("\"2-a\"")).isTrue();
        assertThat(new Precondition.Present().holds(null)).isFalse();
        assertThat(new Precondition.Absent().holds(null)).isTrue();
        assertThat(new Precondition.Absent().holds("\"2-a\"")).isFalse();
    }

    private static Precondition of(String header, String value) {
        return Precondition.of(call(Map.of(header, value)));
    }

    private static Call call(Map<String, String> headers) {
        return new Call(Map.of(), Map.of(), headers, "", new Call.Caller("ann", Role.ADMIN, null));
    }
}

package dev.ricochet.schemas.reason;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

    @ParameterizedTest
    @EnumSource
    void shouldBeFoundByItsCode(Reason reason) {
        assertThat(reason.code()).matches("[a-z]+(_[a-z]+)*");
        assertThat(Reason.of(reason.code())).contains(reason);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseWithAnErrorOfTheCallerOrOfOurs(Refusal refusal) {
        assertThat(refusal.code()).matches("[a-z]+(_[a-z]+)*");
        assertThat(refusal.httpStatus()).isBetween(400, 503);
    }
}

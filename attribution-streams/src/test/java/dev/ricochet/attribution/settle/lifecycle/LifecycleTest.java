package dev.ricochet.attribution.settle.lifecycle;

import static dev.ricochet.schemas.event.ConversionStatus.APPROVED;
import static dev.ricochet.schemas.event.ConversionStatus.HELD;
import static dev.ricochet.schemas.event.ConversionStatus.PENDING;
import static dev.ricochet.schemas.event.ConversionStatus.REJECTED;
import static dev.ricochet.schemas.event.ConversionStatus.REVERSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.Approval;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.ReportedStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleTest {

    @ParameterizedTest(name = "{0} + {1} -> {2}")
    @CsvSource({
        "PENDING, PENDING, stays",
        "PENDING, APPROVED, APPROVED",
        "PENDING, REJECTED, REJECTED",
        "PENDING, REVERSED, REVERSED",
        "APPROVED, PENDING, refused",
        "APPROVED, APPROVED, stays",
        "APPROVED, REJECTED, REJECTED",
        "APPROVED, REVERSED, REVERSED",
        "HELD, PENDING, stays",
        "HELD, APPROVED, refused",
        "HELD, REJECTED, REJECTED",
        "HELD, REVERSED, REVERSED",
        "REJECTED, PENDING, refused",
        "REJECTED, APPROVED, refused",
        "REJECTED, REJECTED, stays",
        "REJECTED, REVERSED, refused",
        "REVERSED, PENDING, refused",
        "REVERSED, APPROVED, refused",
        "REVERSED, REJECTED, refused",
        "REVERSED, REVERSED, stays",
    })
    void shouldMoveByTheTable(ConversionStatus from, Assertion assertion, String expected) {
        assertThat(Lifecycle.move(from, assertion))
                .isEqualTo(
                        switch (expected) {
                            case "stays" -> new Move.Stay();
                            case "refused" -> new Move.Refused();
                            default -> new Move.To(ConversionStatus.valueOf(expected));
                        });
    }

    @ParameterizedTest(name = "{0} + {1} -> {2}")
    @CsvSource({
        "PENDING, APPROVES, APPROVED",
        "PENDING, HOLDS, HELD",
        "PENDING, REJECTS, REJECTED",
        "PENDING, REVERSES, REVERSED",
        "PENDING, COMES_DUE, APPROVED",
        "APPROVED, APPROVES, stays",
        "APPROVED, HOLDS, HELD",
        "APPROVED, REJECTS, REJECTED",
        "APPROVED, REVERSES, REVERSED",
        "APPROVED, COMES_DUE, stays",
        "HELD, APPROVES, APPROVED",
        "HELD, HOLDS, stays",
        "HELD, REJECTS, REJECTED",
        "HELD, REVERSES, REVERSED",
        "HELD, COMES_DUE, stays",
        "REJECTED, APPROVES, refused",
        "REJECTED, HOLDS, refused",
        "REJECTED, REJECTS, stays",
        "REJECTED, REVERSES, refused",
        "REJECTED, COMES_DUE, stays",
        "REVERSED, APPROVES, refused",
        "REVERSED, HOLDS, refused",
        "REVERSED, REJECTS, refused",
        "REVERSED, REVERSES, stays",
        "REVERSED, COMES_DUE, stays",
    })
    void shouldMoveByPeopleAndTime(ConversionStatus from, Prompt prompt, String expected) {
        assertThat(Lifecycle.move(from, prompt))
                .isEqualTo(
                        switch (expected) {
                            case "stays" -> new Move.Stay();
                            case "refused" -> new Move.Refused();
                            default -> new Move.To(ConversionStatus.valueOf(expected));
                        });
    }

    @ParameterizedTest
    @EnumSource(ConversionStatus.class)
    void shouldStayWhereTheAdvertiserSaysNothing(ConversionStatus from) {
        assertThat(Lifecycle.move(from, Assertion.NOTHING)).isEqualTo(new Move.Stay());
    }

    @Test
    void shouldEarnOnlyWhileOpen() {
        assertThat(ConversionStatus.values())
                .filteredOn(Lifecycle::isOpen)
                .containsExactlyInAnyOrder(PENDING, APPROVED, HELD);
    }

    @Test
    void shouldLetTheGoalsApprovalDecideWhereTheAdvertiserSaysNothing() {
        assertThat(Lifecycle.opening(Assertion.NOTHING, Approval.AUTO)).isEqualTo(APPROVED);
        assertThat(Lifecycle.opening(Assertion.NOTHING, Approval.MANUAL)).isEqualTo(PENDING);
        assertThat(Lifecycle.opening(Assertion.NOTHING, Approval.UNKNOWN)).isEqualTo(PENDING);
    }

    @Test
    void shouldTakeTheAdvertisersWordOverTheGoalsApproval() {
        assertThat(Lifecycle.opening(Assertion.APPROVED, Approval.MANUAL)).isEqualTo(APPROVED);
        assertThat(Lifecycle.opening(Assertion.PENDING, Approval.AUTO)).isEqualTo(PENDING);
        assertThat(Lifecycle.opening(Assertion.REJECTED, Approval.AUTO)).isEqualTo(REJECTED);
        assertThat(Lifecycle.opening(Assertion.REVERSED, Approval.AUTO)).isEqualTo(REVERSED);
    }

    @Test
    void shouldMoveNoMoneyOnAStatusThatItDoesNotUnderstand() {
        assertThat(Assertion.of(ReportedStatus.UNKNOWN)).isEqualTo(Assertion.PENDING);
    }
}

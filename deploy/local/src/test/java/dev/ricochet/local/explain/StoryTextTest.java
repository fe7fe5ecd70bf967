package dev.ricochet.local.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.local.fixture.Records;
import dev.ricochet.schemas.event.Adjustment;
import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.Check;
import dev.ricochet.schemas.event.CheckVerdict;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.VersionCause;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoryTextTest {
    private static final String RECEIPT = "019514c1-2a00-7000-8000-000000000001";

    @Test
    void shouldTellTheWholeWay() {
        Conversion conversion = Records.version("c-1", 1, RECEIPT);
        Story story = new Story(
                Records.postback(RECEIPT),
                Optional.empty(),
                Optional.of(Records.converted(RECEIPT, "c-1")),
                List.of(conversion),
                new Story.Calls(
                        List.of(Records.due("d-1", conversion)),
                        List.of(Records.attempt("d-1", AttemptResult.DELIVERED)),
                        List.of()),
                List.of());

        assertThat(StoryText.of(story))
                .containsSubsequence(
                        "receipt " + RECEIPT,
                        "received",
                        "CONVERTED",
                        "c-1 version 1 APPROVED, payout 10.00 USD, revenue 14.50 USD",
                        "d-1 of version 1 to ep-1",
                        "attempt 1",
                        "DELIVERED");
    }

    @Test
    void shouldTellEveryCheckThePriceAndWhoChangedIt() {
        Conversion opened = Conversion.newBuilder(Records.version("c-1", 1, RECEIPT))
                .setPayoutRule("goal.sale.payout.gold")
                .setRevenueRule("goal.sale.revenue.cps")
                .setTier("gold")
                .build();
        Conversion held = Conversion.newBuilder(Records.version("c-1", 2, RECEIPT))
                .setStatus(ConversionStatus.HELD)
                .setCause(VersionCause.DECISION)
                .setDecisionId("d-7")
                .setActor("ann")
                .setNote("looks odd")
                .build();
        PostbackOutcome outcome = PostbackOutcome.newBuilder(Records.converted(RECEIPT, "c-1"))
                .setChecks(List.of(
                        check("too-quick", CheckVerdict.PASSED, false), check("one-address", CheckVerdict.HOLD, true)))
                .build();
        Story story = new Story(
                Records.postback(RECEIPT),
                Optional.empty(),
                Optional.of(outcome),
                List.of(opened, held),
                Story.Calls.NONE,
                List.of());

        assertThat(StoryText.of(story))
                .containsSubsequence(
                        "too-quick PASSED, observed 3 s, threshold 5 s, rule version 4",
                        "one-address HOLD, observed 3 s, threshold 5 s, rule version 4, in shadow",
                        "payout by goal.sale.payout.gold, revenue by goal.sale.revenue.cps, tier gold",
                        "version 2 HELD",
                        "by decision d-7 of ann, note looks odd");
        assertThat(StoryJson.of(story).at("/outcome/checks/1/shadow").asBoolean())
                .isTrue();
    }

    private static Check check(String rule, CheckVerdict verdict, boolean shadow) {
        return Check.newBuilder()
                .setRuleId(rule)
                .setRuleVersion(4)
                .setVerdict(verdict)
                .setObserved("3 s")
                .setThreshold("5 s")
                .setShadow(shadow)
                .build();
    }

    @Test
    void shouldSayThatAPostbackWaits() {
        Story story = new Story(
                Records.postback(RECEIPT), Optional.empty(), Optional.empty(), List.of(), Story.Calls.NONE, List.of());

        assertThat(StoryText.of(story)).contains("pending");
        assertThat(StoryJson.of(story).get("pending").asBoolean()).isTrue();
    }

    @Test
    void shouldSayWhereAPostbackWasLeftLying() {
        Story story = new Story(
                Records.postback(RECEIPT),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Story.Calls.NONE,
                List.of("dead letter 0-7, read from ricochet.postbacks.v1"));

        assertThat(StoryText.of(story)).contains("stranded   dead letter 0-7").doesNotContain("waits for the offer");
        assertThat(StoryJson.of(story).at("/stranded/0").asText()).startsWith("dead letter 0-7");
    }

    @Test
    void shouldAddUpWhatWasAdjustedAfterThePeriodWasLocked() {
        Conversion adjusted = Conversion.newBuilder(Records.version("c-1", 2, RECEIPT))
                .setAdjustments(List.of(Adjustment.newBuilder()
                        .setVersion(2)
                        .setAdjustedAt(Instant.parse("2026-01-01T00:00:00Z"))
                        .setPayout(new BigDecimal("-4.000000"))
                        .setRevenue(new BigDecimal("-5.000000"))
                        .build()))
                .build();
        Story story = new Story(
                Records.postback(RECEIPT),
                Optional.empty(),
                Optional.of(Records.converted(RECEIPT, "c-1")),
                List.of(adjusted),
                Story.Calls.NONE,
                List.of());

        assertThat(StoryText.of(story))
                .containsSubsequence(
                        "payout 10.00 USD",
                        "adjusted",
                        "payout -4.00 USD",
                        "worth",
                        "payout 6.00 USD, revenue 9.50 USD");
    }

    @Test
    void shouldFindTheTimeInAReceiptId() {
        assertThat(ReceiptId.time(RECEIPT)).contains(Instant.ofEpochMilli(0x019514c12a00L));
        assertThat(ReceiptId.time("00000000-0000-4000-8000-000000000000")).isEmpty();
        assertThat(ReceiptId.time("nonsense")).isEmpty();
        assertThat(ReceiptId.earliest(RECEIPT)).isEqualTo(ReceiptId.time(RECEIPT));
        assertThat(ReceiptId.earliest("00000000-0000-8000-8000-000000000000")).contains(Instant.EPOCH);
        assertThat(ReceiptId.earliest("00000000-0000-4000-8000-000000000000")).isEmpty();
        assertThat(ReceiptId.earliest("nonsense")).isEmpty();
    }
}

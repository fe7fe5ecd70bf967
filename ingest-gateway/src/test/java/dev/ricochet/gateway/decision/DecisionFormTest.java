package dev.ricochet.gateway.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.api.Answer.Fault;
import dev.ricochet.schemas.event.DecisionAction;
import dev.ricochet.schemas.event.ManualDecision;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionFormTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final String BATCH = "01938f3a-7c1e-7000-8000-00000000000b";

    @Test
    void shouldReadABatchWithItsReasonAndThoseOfSingleDecisions() {
        List<ManualDecision> read = decisions("""
                {"batch_id": "%s", "reason": "paid", "decisions": [
                  {"conversion_id": "c-1", "offer_id": "shoes", "action": "approve"},
                  {"conversion_id": "c-2", "offer_id": "hats", "action": "reverse", "sale_amount": "30.5",
                   "currency": "USD", "reason": "came back"},
                  {"conversion_id": "c-3", "offer_id": "hats", "action": "adjust", "payout": "0", "currency": "EUR"}]}
                """.formatted(BATCH));
        assertThat(read).extracting(ManualDecision::getBatchId).containsOnly(BATCH);
        assertThat(read).extracting(ManualDecision::getBatchSize).containsOnly(3);
        assertThat(read).extracting(ManualDecision::getReason).containsExactly("paid", "came back", "paid");
        assertThat(read)
                .extracting(ManualDecision::getAction)
                .containsExactly(DecisionAction.APPROVE, DecisionAction.REVERSE, DecisionAction.ADJUST);
        assertThat(read.get(1).getSaleAmount()).isEqualTo(new BigDecimal("30.500000"));
        assertThat(read.get(2).getPayout()).isEqualTo(new BigDecimal("0.000000"));
        assertThat(read).extracting(ManualDecision::getActor).containsOnly("erin");
        assertThat(read).extracting(ManualDecision::getDecidedAt).containsOnly(NOW);
    }

    @Test
    void shouldNameTheSameDecisionsTheSameAndOthersOtherwise() {
        String batch = """
                {"batch_id": "%s", "reason": "paid", "decisions": [
                  {"conversion_id": "c-1", "offer_id": "shoes", "action": "%s"},
                  {"conversion_id": "c-1", "offer_id": "shoes", "action": "%s"}]}
                """;
        List<ManualDecision> once = decisions(batch.formatted(BATCH, "hold", "hold"));
        assertThat(once).extracting(ManualDecision::getDecisionId).doesNotHaveDuplicates();
        assertThat(decisions(batch.formatted(BATCH, "hold", "hold"))).isEqualTo(once);
        assertThat(decisions(batch.formatted(BATCH, "hold", "approve")))
                .extracting(ManualDecision::getDecisionId)
                .startsWith(once.get(0).getDecisionId())
                .doesNotContain(once.get(1).getDecisionId());
    }

    @Test
    void shouldTellAllThatIsWrongAtOnce() {
        assertThat(faults("""
                {"batch_id": "b", "decisions": [
                  {"conversion_id": "c-1", "offer_id": "", "action": "pay"},
                  {"conversion_id": "c-2", "offer_id": "hats", "action": "approve", "payout": "3"},
                  {"conversion_id": "c-3", "offer_id": "hats", "action": "adjust"},
                  {"conversion_id": "c-4", "offer_id": "hats", "action": "reverse", "sale_amount": 30, "currency": "USD"},
                  {"conversion_id": "c-5", "offer_id": "hats", "action": "reverse", "sale_amount": "-1", "currency": "ZZZ"},
                  {"conversion_id": "c-6", "offer_id": "hats", "action": "adjust", "revenue": "1.0000001", "who": "me"}]}
                """))
                .contains(
                        "batch_id",
                        "reason",
                        "decisions[0].offer_id",
                        "decisions[0].action",
                        "decisions[1].payout",
                        "decisions[2].payout",
                        "decisions[3].sale_amount",
                        "decisions[4].sale_amount",
                        "decisions[4].currency",
                        "decisions[5].revenue",
                        "decisions[5].who");
    }

    @Test
    void shouldRefuseWhatIsNoBatch() {
        assertThat(faults("")).isNotEmpty();
        assertThat(faults("[]")).isNotEmpty();
        assertThat(faults("{\"reason\": \"x\", \"decisions\": []}")).containsExactly("decisions");
    }

    private static List<ManualDecision> decisions(String json) {
        DecisionForm.Read read = DecisionForm.read(json, "erin", NOW);
        assertThat(read.faults()).isEmpty();
        return read.decisions();
    }

    private static List<String> faults(String json) {
        DecisionForm.Read read = DecisionForm.read(json, "erin", NOW);
        assertThat(read.decisions()).isEmpty();
        return read.faults().stream().map(Fault::path).toList();
    }
}

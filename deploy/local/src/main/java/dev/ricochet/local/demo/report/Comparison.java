package dev.ricochet.local.demo.report;

import dev.ricochet.local.demo.road.Notebook.Accepted;
import dev.ricochet.local.demo.traffic.Expected;
import dev.ricochet.local.demo.traffic.SampleOffer;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.money.Worth;
import dev.ricochet.schemas.reason.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Each accepted postback against its outcome and the conversion version that it made.
 *
 * <p>Where postbacks compete for room under a cap, it is not said which of them win, only how many: the pipeline works in
 * partitions, and the order between them is not part of its promise.
 */
final class Comparison {
    private final Map<String, PostbackOutcome> outcomes;
    private final Map<String, Conversion> versions;
    private final Tally expected = new Tally();
    private final Tally actual = new Tally();
    private final List<String> differences = new ArrayList<>();
    private long deliveries;

    private Comparison(Map<String, PostbackOutcome> outcomes, Map<String, Conversion> versions) {
        this.outcomes = outcomes;
        this.versions = versions;
    }

    /**
     * @param outcomes by receipt
     * @param versions conversion versions by the receipt that made them
     */
    static Comparison of(
            Collection<Accepted> sent, Map<String, PostbackOutcome> outcomes, Map<String, Conversion> versions) {
        Comparison comparison = new Comparison(outcomes, versions);
        sent.forEach(comparison::single);
        comparison.competition(sent);
        return comparison;
    }

    Tally expected() {
        return expected;
    }

    Tally actual() {
        return actual;
    }

    /** How many calls to affiliates must succeed. */
    long expectedDeliveries() {
        return deliveries;
    }

    /** What differs, one line a receipt. */
    List<String> differences() {
        return differences;
    }

    private void single(Accepted sent) {
        if (sent.expected() instanceof Expected.Ends ends) {
            compare(sent, ends);
        }
    }

    /** Those that converted are taken as the winners, as far as there was room. */
    private void competition(Collection<Accepted> sent) {
        List<Accepted> competitors = sent.stream()
                .filter(one -> one.expected() instanceof Expected.Competes)
                .sorted(Comparator.comparing((Accepted one) -> !converted(one)))
                .toList();
        for (int place = 0; place < competitors.size(); place++) {
            Accepted one = competitors.get(place);
            Expected.Version made = ((Expected.Competes) one.expected()).made();
            boolean room = place < SampleOffer.GADGETS_CAP;
            compare(
                    one,
                    room
                            ? new Expected.Ends(OutcomeKind.CONVERTED, null, Optional.of(made))
                            : new Expected.Ends(
                                    OutcomeKind.REJECTED,
                                    Reason.CAP_EXCEEDED,
                                    Optional.of(made.worthless(ConversionStatus.REJECTED))));
        }
    }

    private boolean converted(Accepted sent) {
        PostbackOutcome outcome = outcomes.get(sent.receiptId());
        return outcome != null && outcome.getOutcome() == OutcomeKind.CONVERTED;
    }

    private void compare(Accepted sent, Expected.Ends ends) {
        String reason = ends.reason() == null ? null : ends.reason().code();
        expected.outcome(ends.kind(), reason);
        ends.made().ifPresent(made -> expect(sent, made));
        PostbackOutcome outcome = outcomes.get(sent.receiptId());
        if (outcome == null) {
            differ(sent, "has no outcome, expected " + ends.kind());
        } else {
            actual.outcome(outcome.getOutcome(), outcome.getReason());
            if (outcome.getOutcome() != ends.kind() || !Objects.equals(outcome.getReason(), reason)) {
                differ(
                        sent,
                        "ended as " + outcome.getOutcome() + " " + outcome.getReason() + " " + outcome.getObserved()
                                + ", expected " + ends.kind() + " " + reason);
            }
        }
        compareVersion(sent, ends.made().orElse(null), versions.get(sent.receiptId()));
    }

    private void expect(Accepted sent, Expected.Version made) {
        expected.version(
                sent.orderId(),
                new Tally.Standing(made.number(), made.status(), made.currency(), made.payout(), made.revenue()));
        if (made.affiliate().hears(made.status())) {
            deliveries++;
        }
    }

    private void compareVersion(Accepted sent, Expected.@Nullable Version made, @Nullable Conversion version) {
        if (version != null) {
            Worth worth = Worth.of(version);
            actual.version(
                    version.getConversionId(),
                    new Tally.Standing(
                            version.getVersion(),
                            version.getStatus(),
                            version.getCurrency(),
                            worth.payout(),
                            worth.revenue()));
        }
        if (version == null || made == null) {
            if (version != null || made != null) {
                differ(
                        sent,
                        "made " + (version == null ? "no conversion version" : shown(version)) + ", expected " + made);
            }
            return;
        }
        Worth worth = Worth.of(version);
        boolean same = version.getVersion() == made.number()
                && version.getStatus() == made.status()
                && version.getAffiliateId().equals(made.affiliate().id())
                && version.getCurrency().equals(made.currency())
                && worth.payout().compareTo(made.payout()) == 0
                && worth.revenue().compareTo(made.revenue()) == 0;
        if (!same) {
            differ(sent, "made " + shown(version) + ", expected " + made);
        }
    }

    private static String shown(Conversion version) {
        return "version " + version.getVersion() + " " + version.getStatus() + " for " + version.getAffiliateId()
                + " payout " + Worth.of(version).payout() + " revenue "
                + Worth.of(version).revenue() + " "
                + version.getCurrency();
    }

    private void differ(Accepted sent, String what) {
        differences.add(sent.scenario() + " receipt " + sent.receiptId() + " " + what);
    }
}

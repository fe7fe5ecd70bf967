package dev.ricochet.attribution.settle;

import dev.ricochet.attribution.settle.dedupe.NewClaim;
import dev.ricochet.attribution.settle.ledger.Booking;
import dev.ricochet.attribution.settle.ledger.Settlement;
import dev.ricochet.attribution.settle.outcome.Outcomes;
import dev.ricochet.attribution.settle.reception.Reception;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleCustomer;
import dev.ricochet.schemas.state.SettleEntry;
import dev.ricochet.schemas.state.SettleRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * settle on paper: the decisions with maps for stores. Every key has stores of its own, as if it were alone in its
 * partition, so a decision that needs to see more than its key gives goes wrong here.
 */
public final class PaperSettle {

    private final Map<String, FirstHop> firstHops = new HashMap<>();
    private final Map<String, SecondHop> secondHops = new HashMap<>();
    private final List<PostbackOutcome> outcomes = new ArrayList<>();
    private final List<Conversion> conversions = new ArrayList<>();
    private Catalog catalog;

    public PaperSettle(Catalog catalog) {
        this.catalog = catalog;
    }

    public void change(Catalog newest) {
        catalog = newest;
    }

    /** Takes one record of match; returns what came out as its outcome, null when it was a second copy. */
    public PostbackOutcome take(MatchedPostback matched) {
        Postback postback = matched.getPostback();
        FirstHop hop = firstHops.computeIfAbsent(settlementKey(postback), key -> new FirstHop());
        if (!hop.receipts.add(postback.getReceiptId())) {
            return null;
        }
        Reception reception = Reception.of(matched, catalog, hop.claims::get);
        if (reception instanceof Reception.Ended ended) {
            return told(Outcomes.of(matched, ended.goal(), ended.decision()));
        }
        Reception.Forwarded forwarded = (Reception.Forwarded) reception;
        keep(forwarded.claim(), hop.claims);
        return settle(forwarded.offerId(), forwarded.request());
    }

    public List<PostbackOutcome> outcomes() {
        return outcomes;
    }

    /** Every version of every conversion, in the order in which they came. */
    public List<Conversion> conversions() {
        return conversions;
    }

    public Conversion newest(String conversionId) {
        return conversions.stream()
                .filter(version -> version.getConversionId().equals(conversionId))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** What every cap counter of the offer holds. */
    public Map<String, Long> counts(String offerId) {
        return secondHops.getOrDefault(offerId, new SecondHop()).counts;
    }

    public Map<String, SettleEntry> ledger(String offerId) {
        return secondHops.getOrDefault(offerId, new SecondHop()).entries;
    }

    private PostbackOutcome settle(String offerId, SettleRequest request) {
        SecondHop hop = secondHops.computeIfAbsent(offerId, id -> new SecondHop());
        Settlement settlement = Settlement.of(
                request,
                catalog,
                new Settlement.State(
                        hop.claims::get,
                        hop.entries::get,
                        counter -> hop.counts.getOrDefault(counter, 0L),
                        hop.customers::get));
        if (settlement.remembered() != null) {
            hop.customers.put(
                    settlement.remembered().key(), settlement.remembered().customer());
        }
        keep(settlement.claim(), hop.claims);
        Booking booking = settlement.decision().booked();
        if (booking != null) {
            Conversion conversion = booking.entry().getConversion();
            hop.entries.put(conversion.getConversionId(), booking.entry());
            booking.taken().forEach(counter -> hop.counts.merge(counter.id(), 1L, Long::sum));
            booking.released().forEach(counter -> hop.counts.merge(counter, -1L, Long::sum));
            conversions.add(conversion);
        }
        return told(Outcomes.of(settlement.matched(), request.getGoalId(), settlement.decision()));
    }

    private PostbackOutcome told(PostbackOutcome outcome) {
        outcomes.add(outcome);
        return outcome;
    }

    private static void keep(NewClaim claim, Map<String, SettleClaim> claims) {
        if (claim != null) {
            claims.put(claim.identityKey(), claim.claim());
        }
    }

    private static String settlementKey(Postback postback) {
        return postback.getOrderId() == null
                ? postback.getReceiptId()
                : postback.getAdvertiserId() + "|" + postback.getOrderId();
    }

    private static final class FirstHop {
        private final Set<String> receipts = new HashSet<>();
        private final Map<String, SettleClaim> claims = new HashMap<>();
    }

    private static final class SecondHop {
        private final Map<String, SettleClaim> claims = new HashMap<>();
        private final Map<String, SettleEntry> entries = new HashMap<>();
        private final Map<String, Long> counts = new HashMap<>();
        private final Map<String, SettleCustomer> customers = new HashMap<>();
    }
}

package dev.ricochet.attribution.settle;

import dev.ricochet.attribution.settle.dedupe.NewClaim;
import dev.ricochet.attribution.settle.dedupe.OrderMemory;
import dev.ricochet.attribution.settle.fraud.ListBook;
import dev.ricochet.attribution.settle.ledger.Decision;
import dev.ricochet.attribution.settle.ledger.Effects;
import dev.ricochet.attribution.settle.ledger.Event;
import dev.ricochet.attribution.settle.ledger.Reckoning;
import dev.ricochet.attribution.settle.ledger.Settlement;
import dev.ricochet.attribution.settle.outcome.DecisionOutcomes;
import dev.ricochet.attribution.settle.outcome.Outcomes;
import dev.ricochet.attribution.settle.reception.Reception;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.CapEvent;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DecisionOutcome;
import dev.ricochet.schemas.event.ManualDecision;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleCount;
import dev.ricochet.schemas.state.SettleCustomer;
import dev.ricochet.schemas.state.SettleEntry;
import dev.ricochet.schemas.state.SettleOrder;
import dev.ricochet.schemas.state.SettleRequest;
import dev.ricochet.schemas.state.SettleTimer;
import dev.ricochet.schemas.state.SettleWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * settle on paper: the decisions with maps for stores. Every key has stores of its own, as if it were alone in its
 * partition, so a decision that needs to see more than its key gives goes wrong here.
 */
public final class PaperSettle {

    private final Map<String, FirstHop> firstHops = new HashMap<>();
    private final Map<String, SecondHop> secondHops = new HashMap<>();
    private final List<PostbackOutcome> outcomes = new ArrayList<>();
    private final List<Conversion> conversions = new ArrayList<>();
    private final List<CapEvent> capEvents = new ArrayList<>();
    private final List<DecisionOutcome> decisionOutcomes = new ArrayList<>();
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
        OrderMemory order = new OrderMemory(hop.order, hop.receipts::contains, hop.claims::get);
        String receiptId = postback.getReceiptId();
        if (order.hasTaken(receiptId)) {
            return null;
        }
        Reception reception = Reception.of(matched, catalog, order);
        OrderMemory.Kept kept = order.after(receiptId, postback.getReceivedAt(), reception.claim());
        hop.order = kept.order();
        hop.receipts.add(kept.receiptApart());
        keep(kept.claimApart(), hop.claims);
        if (reception instanceof Reception.Ended ended) {
            return told(Outcomes.of(matched, ended.goal(), ended.decision()));
        }
        Reception.Forwarded forwarded = (Reception.Forwarded) reception;
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

    /** How many conversions every cap counter of the offer holds. */
    public Map<String, Long> counts(String offerId) {
        Map<String, Long> counts = new HashMap<>();
        hop(offerId).counts.forEach((id, count) -> {
            if (count.getCount() != 0) {
                counts.put(id, count.getCount());
            }
        });
        return counts;
    }

    /** What every cap counter of the offer holds, with sums of money. */
    public Collection<SettleCount> counters(String offerId) {
        return hop(offerId).counts.values();
    }

    public Map<String, SettleEntry> ledger(String offerId) {
        return hop(offerId).entries;
    }

    public List<CapEvent> capEvents() {
        return capEvents;
    }

    public Map<String, SettleWindow> windows(String offerId) {
        return hop(offerId).windows;
    }

    public List<DecisionOutcome> decisionOutcomes() {
        return decisionOutcomes;
    }

    /** Takes a person's decision; returns what became of it, null when it was a second copy. */
    public DecisionOutcome take(ManualDecision decision) {
        SecondHop hop = hop(decision.getOfferId());
        if (!hop.decisions.add(decision.getDecisionId())) {
            return null;
        }
        Reckoning reckoning = Reckoning.of(
                decision.getConversionId(),
                new Event.Decided(decision),
                catalog.at(decision.getDecidedAt()),
                hop.state());
        hop.carryOut(reckoning.effects());
        DecisionOutcome outcome = DecisionOutcomes.of(decision, reckoning.decision());
        decisionOutcomes.add(outcome);
        return outcome;
    }

    /** Lets every timer go off that is due by then. */
    public void passTo(Instant moment) {
        secondHops.values().forEach(hop -> {
            while (!hop.timers.isEmpty() && !hop.timers.first().getDueAt().isAfter(moment)) {
                SettleTimer timer = hop.timers.pollFirst();
                Instant due = timer.getDueAt();
                Reckoning reckoning =
                        Reckoning.of(timer.getConversionId(), new Event.Due(due), catalog.at(due), hop.state());
                if (reckoning.decision() instanceof Decision.Postponed postponed) {
                    hop.timers.add(new SettleTimer(timer.getConversionId(), timer.getOfferId(), postponed.until()));
                }
                hop.carryOut(reckoning.effects());
            }
        });
    }

    private SecondHop hop(String offerId) {
        return secondHops.computeIfAbsent(offerId, id -> new SecondHop());
    }

    private PostbackOutcome settle(String offerId, SettleRequest request) {
        SecondHop hop = hop(offerId);
        Settlement settlement = Settlement.of(request, catalog, hop.state());
        if (settlement.remembered() != null) {
            hop.customers.put(
                    settlement.remembered().key(), settlement.remembered().customer());
        }
        keep(settlement.claim(), hop.claims);
        hop.carryOut(settlement.effects());
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
        private SettleOrder order;
        private final Set<String> receipts = new HashSet<>();
        private final Map<String, SettleClaim> claims = new HashMap<>();
    }

    private final class SecondHop {
        private final Map<String, SettleClaim> claims = new HashMap<>();
        private final Map<String, SettleEntry> entries = new HashMap<>();
        private final Map<String, SettleCount> counts = new HashMap<>();
        private final Map<String, SettleWindow> windows = new HashMap<>();
        private final TreeSet<SettleTimer> timers =
                new TreeSet<>(Comparator.comparing(SettleTimer::getDueAt).thenComparing(SettleTimer::getConversionId));
        private final Set<String> decisions = new HashSet<>();
        private final Map<String, SettleCustomer> customers = new HashMap<>();
        private final ListBook lists = new ListBook();

        private Settlement.State state() {
            return new Settlement.State(claims::get, entries::get, counts::get, windows::get, lists, customers::get);
        }

        private void carryOut(List<Effects> all) {
            for (Effects effects : all) {
                Conversion conversion = effects.entry().getConversion();
                entries.put(conversion.getConversionId(), effects.entry());
                windows.putAll(effects.windows());
                if (effects.stopped() != null) {
                    timers.remove(effects.stopped());
                }
                if (effects.started() != null) {
                    timers.add(effects.started());
                }
                counts.putAll(effects.caps().counts());
                capEvents.addAll(effects.caps().events());
                conversions.add(conversion);
            }
        }
    }
}

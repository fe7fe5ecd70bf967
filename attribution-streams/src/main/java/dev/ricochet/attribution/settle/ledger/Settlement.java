package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.CapCounts;
import dev.ricochet.attribution.settle.customer.CustomerMemory;
import dev.ricochet.attribution.settle.customer.Customers;
import dev.ricochet.attribution.settle.customer.Remembered;
import dev.ricochet.attribution.settle.dedupe.Claims;
import dev.ricochet.attribution.settle.dedupe.Identity;
import dev.ricochet.attribution.settle.dedupe.Naming;
import dev.ricochet.attribution.settle.dedupe.NewClaim;
import dev.ricochet.attribution.settle.lifecycle.Lifecycle;
import dev.ricochet.attribution.settle.rules.Judgement;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleEntry;
import dev.ricochet.schemas.state.SettleRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the second hop makes of a postback.
 *
 * @param matched the postback with whom it is credited to, which for a customer only this hop knows
 * @param decision what becomes of it
 * @param claim a claim to keep; null where it makes none
 * @param remembered a customer to keep; null where it brings none
 */
public record Settlement(
        MatchedPostback matched,
        Decision decision,
        @Nullable NewClaim claim,
        @Nullable Remembered remembered) {

    /** The state of one offer's ledger, read as needed. */
    public record State(Claims clickClaims, Entries entries, CapCounts counts, Customers customers) {}

    /** @param known the catalog with its history; the postback is judged by what was in force when it was received */
    public static Settlement of(SettleRequest request, Catalog known, State state) {
        MatchedPostback matched = request.getMatched();
        Catalog catalog = known.at(matched.getPostback().getReceivedAt());
        SettleClaim name = request.getClaim();
        String offerId = name == null ? matched.getOfferId() : name.getOfferId();
        Judgement judgement = Judgement.of(offerId, request.getGoalId(), matched.getAffiliateId(), catalog);
        if (judgement instanceof Judgement.Impossible impossible) {
            return rejected(matched, impossible);
        }
        Rules rules = ((Judgement.By) judgement).rules();
        if (name == null) {
            return byClick(matched, rules, state);
        }
        return CustomerMemory.isAskedBy(matched) && state.entries().of(name.getConversionId()) == null
                ? byCustomer(name, matched, rules, state)
                : decided(name, matched, rules, state, null);
    }

    private static Settlement byClick(MatchedPostback matched, Rules rules, State state) {
        Identity identity = Identity.of(matched, rules);
        Naming naming = Naming.of(identity, state.clickClaims().of(identity.key()), matched, rules);
        if (naming instanceof Naming.Nameless nameless) {
            return new Settlement(matched, new Decision.Rejected(null, nameless.why()), null, null);
        }
        if (naming instanceof Naming.Begun begun) {
            return decided(begun.claim(), matched, rules, state, new NewClaim(identity.key(), begun.claim()));
        }
        return decided(((Naming.Known) naming).claim(), matched, rules, state, null);
    }

    /** The customer is asked for only where there is no conversion yet: one that is there has its affiliate. */
    private static Settlement byCustomer(SettleClaim name, MatchedPostback matched, Rules rules, State state) {
        MatchedPostback credited = new CustomerMemory(rules.offer(), state.customers()).credited(matched);
        if (credited == null) {
            return new Settlement(matched, new Decision.Unmatched(), null, null);
        }
        return decided(name, credited, rules.creditedTo(credited.getAffiliateId()), state, null);
    }

    private static Settlement decided(
            SettleClaim name, MatchedPostback matched, Rules rules, State state, @Nullable NewClaim claim) {
        SettleEntry entry = state.entries().of(name.getConversionId());
        Decision decision = Ledger.decide(entry, name, matched, rules, state.counts());
        return new Settlement(matched, decision, claim, remembered(matched, decision, rules, state));
    }

    /** Only a conversion that can earn tells who brought its customer. */
    private static @Nullable Remembered remembered(
            MatchedPostback matched, Decision decision, Rules rules, State state) {
        return decision instanceof Decision.Converted converted
                        && Lifecycle.isOpen(
                                converted.booking().entry().getConversion().getStatus())
                ? new CustomerMemory(rules.offer(), state.customers()).learn(matched)
                : null;
    }

    private static Settlement rejected(MatchedPostback matched, Judgement.Impossible impossible) {
        return new Settlement(matched, new Decision.Rejected(null, impossible.why()), null, null);
    }
}

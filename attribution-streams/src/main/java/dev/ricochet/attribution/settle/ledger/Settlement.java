package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.CapCounts;
import dev.ricochet.attribution.settle.dedupe.Claims;
import dev.ricochet.attribution.settle.dedupe.Identity;
import dev.ricochet.attribution.settle.dedupe.Naming;
import dev.ricochet.attribution.settle.dedupe.NewClaim;
import dev.ricochet.attribution.settle.rules.Judgement;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the second hop makes of a postback.
 *
 * @param decision what becomes of it
 * @param claim a claim to keep; null where it makes none
 */
public record Settlement(Decision decision, @Nullable NewClaim claim) {

    /** The state of one offer's ledger, read as needed. */
    public record State(Claims clickClaims, Entries entries, CapCounts counts) {}

    public static Settlement of(SettleRequest request, Catalog catalog, State state) {
        MatchedPostback matched = request.getMatched();
        SettleClaim name = request.getClaim();
        String offerId = name == null ? matched.getOfferId() : name.getOfferId();
        Judgement judgement = Judgement.of(offerId, request.getGoalId(), matched.getAffiliateId(), catalog);
        if (judgement instanceof Judgement.Impossible impossible) {
            return new Settlement(new Decision.Rejected(null, impossible.why()), null);
        }
        Rules rules = ((Judgement.By) judgement).rules();
        return name == null ? byClick(matched, rules, state) : decided(name, matched, rules, state, null);
    }

    private static Settlement byClick(MatchedPostback matched, Rules rules, State state) {
        Identity identity = Identity.of(matched, rules);
        Naming naming = Naming.of(identity, state.clickClaims().of(identity.key()), matched, rules);
        if (naming instanceof Naming.Nameless nameless) {
            return new Settlement(new Decision.Rejected(null, nameless.why()), null);
        }
        if (naming instanceof Naming.Begun begun) {
            return decided(begun.claim(), matched, rules, state, new NewClaim(identity.key(), begun.claim()));
        }
        return decided(((Naming.Known) naming).claim(), matched, rules, state, null);
    }

    private static Settlement decided(
            SettleClaim name, MatchedPostback matched, Rules rules, State state, @Nullable NewClaim claim) {
        Decision decision =
                Ledger.decide(state.entries().of(name.getConversionId()), name, matched, rules, state.counts());
        return new Settlement(decision, claim);
    }
}

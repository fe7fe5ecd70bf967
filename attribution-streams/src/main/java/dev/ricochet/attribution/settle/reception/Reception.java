package dev.ricochet.attribution.settle.reception;

import dev.ricochet.attribution.settle.dedupe.Claims;
import dev.ricochet.attribution.settle.dedupe.Identity;
import dev.ricochet.attribution.settle.dedupe.Naming;
import dev.ricochet.attribution.settle.dedupe.NewClaim;
import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.ledger.Decision;
import dev.ricochet.attribution.settle.price.Pricing;
import dev.ricochet.attribution.settle.rules.Judgement;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.Attribution;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleRequest;
import org.jspecify.annotations.Nullable;

/** What the first hop makes of a postback that it has not seen before. */
public sealed interface Reception {

    /** A claim that it makes and that has to be kept; null where it makes none. */
    @Nullable NewClaim claim();

    /** Its way ends here. The goal is null where the offer has none of that name. */
    record Ended(Decision decision, @Nullable String goal) implements Reception {

        @Override
        public @Nullable NewClaim claim() {
            return null;
        }
    }

    /** It goes to the ledger of this offer. */
    record Forwarded(
            String offerId, SettleRequest request, @Nullable NewClaim claim) implements Reception {}

    /** @param known the catalog with its history; the postback is judged by what was in force when it was received */
    static Reception of(MatchedPostback matched, Catalog known, Claims claims) {
        if (matched.getUnmatched() != null && matched.getAttribution() != Attribution.CUSTOMER) {
            return new Ended(new Decision.Unmatched(), null);
        }
        Judgement judgement =
                Judgement.of(matched, known.at(matched.getPostback().getReceivedAt()));
        if (judgement instanceof Judgement.By by) {
            return matched.getPostback().getTest() ? tested(matched, by.rules()) : named(matched, by.rules(), claims);
        }
        Explanation why = ((Judgement.Impossible) judgement).why();
        return new Ended(
                matched.getPostback().getTest() ? new Decision.Tested(why) : new Decision.Rejected(null, why), null);
    }

    private static Reception tested(MatchedPostback matched, Rules rules) {
        return new Ended(
                new Decision.Tested(Pricing.obstacle(matched, rules)),
                rules.goal().getId());
    }

    private static Reception named(MatchedPostback matched, Rules rules, Claims claims) {
        Identity identity = Identity.of(matched, rules);
        if (identity.kind() == Identity.Kind.CLICK) {
            return new Forwarded(matched.getOfferId(), request(matched, rules, null), null);
        }
        boolean claimable = identity.kind() == Identity.Kind.ORDER;
        SettleClaim found = claimable ? claims.of(identity.key()) : null;
        Naming naming = Naming.of(identity, found, matched, rules);
        if (naming instanceof Naming.Nameless nameless) {
            return new Ended(
                    new Decision.Rejected(null, nameless.why()), rules.goal().getId());
        }
        if (naming instanceof Naming.Begun begun) {
            NewClaim claim = claimable ? new NewClaim(identity.key(), begun.claim()) : null;
            return forwarded(matched, rules, begun.claim(), claim);
        }
        return forwarded(matched, rules, ((Naming.Known) naming).claim(), null);
    }

    private static Reception forwarded(
            MatchedPostback matched, Rules rules, SettleClaim name, @Nullable NewClaim claim) {
        return new Forwarded(name.getOfferId(), request(matched, rules, name), claim);
    }

    private static SettleRequest request(MatchedPostback matched, Rules rules, @Nullable SettleClaim name) {
        return SettleRequest.newBuilder()
                .setMatched(matched)
                .setGoalId(rules.goal().getId())
                .setClaim(name)
                .build();
    }
}

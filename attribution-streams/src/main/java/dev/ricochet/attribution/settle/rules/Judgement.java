package dev.ricochet.attribution.settle.rules;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.reason.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the catalog has rules for a postback. */
public sealed interface Judgement {

    record By(Rules rules) implements Judgement {}

    record Impossible(Explanation why) implements Judgement {}

    /** The rules of the offer that the postback is credited to. */
    static Judgement of(MatchedPostback matched, Catalog catalog) {
        return of(matched.getOfferId(), matched.getPostback().getGoal(), matched.getAffiliateId(), catalog);
    }

    /** The rules of this offer; a goal of null means its first. */
    static Judgement of(String offerId, @Nullable String goal, String affiliateId, Catalog catalog) {
        Offer offer = catalog.offer(offerId);
        if (offer == null) {
            return new Impossible(Explanation.of(Reason.UNKNOWN_OFFER).observed(offerId));
        }
        Goal meant = goalOf(offer, goal);
        if (meant == null) {
            return new Impossible(Explanation.of(Reason.UNKNOWN_GOAL)
                    .observed(goal == null ? "none" : goal)
                    .against(String.join(", ", namesOf(offer.getGoals())))
                    .byRule("offer.goals", offer.getVersion()));
        }
        return new By(new Rules(offer, meant, catalog.affiliate(affiliateId), catalog));
    }

    private static @Nullable Goal goalOf(Offer offer, @Nullable String goal) {
        if (goal == null) {
            return offer.getGoals().isEmpty() ? null : offer.getGoals().get(0);
        }
        for (Goal candidate : offer.getGoals()) {
            if (candidate.getId().equals(goal)) {
                return candidate;
            }
        }
        return null;
    }

    private static List<String> namesOf(List<Goal> goals) {
        return goals.stream().map(Goal::getId).toList();
    }
}

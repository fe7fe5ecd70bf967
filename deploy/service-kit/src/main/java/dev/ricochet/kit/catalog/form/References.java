package dev.ricochet.kit.catalog.form;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.Offer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that what entries name exists, in the file or (for entries that stay) in the catalog. */
final class References {
    private final Entries all;
    private final List<Problem> problems = new ArrayList<>();

    private References(Entries all) {
        this.all = all;
    }

    /** @param all every entry that there will be once the file is applied */
    static List<Problem> check(Entries all) {
        References references = new References(all);
        all.offers().forEach(references::offer);
        all.endpoints().forEach(references::endpoint);
        return references.problems;
    }

    private void offer(String id, Offer offer) {
        String path = "offers[" + id + "]";
        one(path + ".advertiser", offer.getAdvertiserId(), all.advertisers().keySet(), "an advertiser");
        String fallback = offer.getFallbackOfferId();
        if (fallback != null) {
            one(path + ".fallback_offer", fallback, all.offers().keySet(), "an offer");
            circle(id, path + ".fallback_offer", fallback);
        }
        each(path + ".affiliates", offer.getAffiliates(), all.affiliates().keySet(), "an affiliate");
        offer.getCoupons()
                .forEach((code, affiliate) -> one(
                        path + ".coupons." + code, affiliate, all.affiliates().keySet(), "an affiliate"));
    }

    /** A visitor sent round would end nowhere. Each offer of a circle is told of it, for any of them can break it. */
    private void circle(String id, String path, String fallback) {
        Set<String> passed = new LinkedHashSet<>();
        Offer next = all.offers().get(fallback);
        passed.add(id);
        while (next != null && passed.add(next.getId())) {
            String further = next.getFallbackOfferId();
            next = further == null ? null : all.offers().get(further);
        }
        if (next != null && next.getId().equals(id)) {
            problems.add(new Problem(
                    path,
                    String.join(" to ", passed) + " to " + id,
                    "fallback offers that do not lead back to where they began"));
        }
    }

    private void endpoint(String id, Endpoint endpoint) {
        String path = "endpoints[" + id + "]";
        one(path + ".affiliate", endpoint.getAffiliateId(), all.affiliates().keySet(), "an affiliate");
        each(path + ".offers", endpoint.getOffers(), all.offers().keySet(), "an offer");
        Set<String> goals = all.offers().values().stream()
                .flatMap(offer -> offer.getGoals().stream())
                .map(Goal::getId)
                .collect(Collectors.toSet());
        each(path + ".goals", endpoint.getGoals(), goals, "a goal of some offer");
    }

    private void each(String path, Collection<String> ids, Set<String> known, String what) {
        ids.forEach(id -> one(path, id, known, what));
    }

    private void one(String path, String id, Set<String> known, String what) {
        if (!id.isEmpty() && !known.contains(id)) {
            problems.add(new Problem(path, Node.quoted(id), what + " that this file or the catalog has"));
        }
    }
}

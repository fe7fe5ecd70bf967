package dev.ricochet.kit.catalog.form;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.PriceRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What entries name of each other: that it exists, in the file or (for entries that stay) in the catalog. */
final class References {
    private final Entries all;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * One entry's word for another.
     *
     * @param path where it stands, within the entry
     */
    private record Reference(String path, Kind<?> kind, String id) {
        static Stream<Reference> each(String path, Kind<?> kind, List<String> ids) {
            return ids.stream().map(id -> new Reference(path, kind, id));
        }
    }

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

    /** The entries that name this one, as {@code offers/shoes}. */
    static List<String> to(Kind<?> kind, String id, Entries all) {
        List<String> referrers = new ArrayList<>();
        all.offers().values().stream()
                .filter(offer -> !(kind.equals(Kind.OFFERS) && offer.getId().equals(id)))
                .filter(offer -> of(offer).anyMatch(reference -> names(reference, kind, id)))
                .forEach(offer -> referrers.add("offers/" + offer.getId()));
        all.endpoints().values().stream()
                .filter(endpoint -> of(endpoint).anyMatch(reference -> names(reference, kind, id)))
                .forEach(endpoint -> referrers.add("endpoints/" + endpoint.getId()));
        return referrers;
    }

    private static boolean names(Reference reference, Kind<?> kind, String id) {
        return reference.kind().equals(kind) && reference.id().equals(id);
    }

    private static Stream<Reference> of(Offer offer) {
        Stream<Reference> own = Stream.concat(
                Stream.of(new Reference("advertiser", Kind.ADVERTISERS, offer.getAdvertiserId())),
                Stream.ofNullable(offer.getFallbackOfferId())
                        .map(fallback -> new Reference("fallback_offer", Kind.OFFERS, fallback)));
        Stream<Reference> affiliates = Stream.concat(
                Reference.each("affiliates", Kind.AFFILIATES, offer.getAffiliates()),
                offer.getCoupons().entrySet().stream()
                        .map(coupon ->
                                new Reference("coupons." + coupon.getKey(), Kind.AFFILIATES, coupon.getValue())));
        Stream<Reference> lists = offer.getFraudRules().stream()
                .flatMap(
                        rule -> Reference.each("fraud_rules[" + rule.getId() + "].lists", Kind.LISTS, rule.getLists()));
        Stream<Reference> prices = offer.getGoals().stream().flatMap(References::of);
        return Stream.of(own, affiliates, lists, prices).flatMap(references -> references);
    }

    private static Stream<Reference> of(Goal goal) {
        String path = "goals[" + goal.getId() + "].";
        return Stream.concat(
                goal.getPayout().getRules().stream().flatMap(rule -> of(path + "payout", rule)),
                goal.getRevenue().getRules().stream().flatMap(rule -> of(path + "revenue", rule)));
    }

    private static Stream<Reference> of(String path, PriceRule rule) {
        String when = path + ".rules[" + rule.getId() + "].when.";
        return Stream.concat(
                Reference.each(
                        when + "affiliates",
                        Kind.AFFILIATES,
                        rule.getCondition().getAffiliates()),
                Reference.each(when + "tiers", Kind.TIERS, rule.getCondition().getTiers()));
    }

    private static Stream<Reference> of(Endpoint endpoint) {
        return Stream.concat(
                Stream.of(new Reference("affiliate", Kind.AFFILIATES, endpoint.getAffiliateId())),
                Reference.each("offers", Kind.OFFERS, endpoint.getOffers()));
    }

    private void offer(String id, Offer offer) {
        String path = "offers[" + id + "].";
        of(offer).forEach(reference -> exists(path, reference));
        String fallback = offer.getFallbackOfferId();
        if (fallback != null) {
            circle(id, path + "fallback_offer", fallback);
        }
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
        String path = "endpoints[" + id + "].";
        of(endpoint).forEach(reference -> exists(path, reference));
        Set<String> goals = all.offers().values().stream()
                .flatMap(offer -> offer.getGoals().stream())
                .map(Goal::getId)
                .collect(Collectors.toSet());
        endpoint.getGoals().stream()
                .filter(goal -> !goal.isEmpty() && !goals.contains(goal))
                .forEach(goal -> missing(path + "goals", goal, "a goal of some offer"));
    }

    private void exists(String path, Reference reference) {
        String id = reference.id();
        if (!id.isEmpty() && !all.of(reference.kind()).containsKey(id)) {
            missing(path + reference.path(), id, one(reference.kind()));
        }
    }

    private void missing(String path, String id, String what) {
        problems.add(new Problem(path, Node.quoted(id), what + " that this file or the catalog has"));
    }

    private static String one(Kind<?> kind) {
        return switch (kind.name()) {
            case "advertisers" -> "an advertiser";
            case "affiliates" -> "an affiliate";
            case "offers" -> "an offer";
            case "lists" -> "a list";
            case "tiers" -> "a tier";
            default -> "one of the " + kind.name();
        };
    }
}

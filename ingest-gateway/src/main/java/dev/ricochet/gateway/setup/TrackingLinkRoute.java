package dev.ricochet.gateway.setup;

import dev.ricochet.gateway.click.Link;
import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import dev.ricochet.kit.api.ApiRoute;
import dev.ricochet.kit.api.Call;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.key.Role;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.OfferStatus;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code GET /offers/{id}/tracking-link?aff=}: the affiliate's link, only where a click on it would be taken. */
public final class TrackingLinkRoute {
    /** What an affiliate may put into its link, for itself; in the order in which it stands there. */
    private static final List<String> OF_THE_AFFILIATE = Stream.concat(
                    Stream.of("source"),
                    IntStream.rangeClosed(1, Link.MOST_SUBS).mapToObj(i -> "sub" + i))
            .toList();

    private final Supplier<Catalog> catalog;
    private final PublicUrl base;

    public TrackingLinkRoute(Supplier<Catalog> catalog, PublicUrl base) {
        this.catalog = catalog;
        this.base = base;
    }

    public ApiRoute route() {
        return ApiRoute.get(
                "/offers/{id}/tracking-link",
                Role.READ,
                call -> Future.succeededFuture(answer(call)),
                Stream.concat(Stream.of("aff"), OF_THE_AFFILIATE.stream()).toArray(String[]::new));
    }

    private Answer answer(Call call) {
        Catalog now = catalog.get();
        Offer offer = now.offer(call.inPath("id"));
        if (offer == null) {
            return Answer.problem(ApiProblem.NOT_FOUND, "there is no such offer");
        }
        String affiliateId = call.parameter("aff");
        if (affiliateId == null) {
            return Answer.badParameter("aff", "missing", "the affiliate's id");
        }
        String objection = objection(offer, now.affiliate(affiliateId));
        return objection == null
                ? Answer.ok(link(call, offer.getId(), affiliateId))
                : Answer.problem(ApiProblem.NOT_ALLOWED, objection);
    }

    private static @Nullable String objection(Offer offer, @Nullable Affiliate affiliate) {
        if (affiliate == null) {
            return "unknown_affiliate: there is no affiliate of this id";
        }
        if (affiliate.getStatus() != AffiliateStatus.ACTIVE) {
            return "affiliate_not_allowed: the affiliate's status is " + affiliate.getStatus();
        }
        if (!offer.getAffiliates().isEmpty() && !offer.getAffiliates().contains(affiliate.getId())) {
            return "affiliate_not_allowed: the offer is only for the affiliates that it lists";
        }
        return offer.getStatus() == OfferStatus.ACTIVE
                ? null
                : "offer_not_active: the offer's status is " + offer.getStatus();
    }

    private Map<String, Object> link(Call call, String offerId, String affiliateId) {
        StringBuilder url = new StringBuilder(base.text())
                .append("/c/")
                .append(PublicUrl.encoded(offerId))
                .append("?aff=")
                .append(PublicUrl.encoded(affiliateId));
        for (String name : OF_THE_AFFILIATE) {
            String value = call.parameter(name);
            if (value != null) {
                url.append('&').append(name).append('=').append(PublicUrl.encoded(value));
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("offer", offerId);
        json.put("affiliate", affiliateId);
        json.put("url", url.toString());
        return json;
    }
}

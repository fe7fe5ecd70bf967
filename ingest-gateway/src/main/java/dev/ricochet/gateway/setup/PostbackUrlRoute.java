package dev.ricochet.gateway.setup;

import dev.ricochet.gateway.dialect.Dialect;
import dev.ricochet.gateway.dialect.Dialects;
import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import dev.ricochet.kit.api.ApiRoute;
import dev.ricochet.kit.api.Call;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.key.Role;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.AuthRequirement;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.Offer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /advertisers/{id}/postback-url}: what to hand over to the advertiser. */
public final class PostbackUrlRoute {
    private static final int MOST_URLS = 500;

    private final Supplier<Catalog> catalog;
    private final PublicUrl base;

    public PostbackUrlRoute(Supplier<Catalog> catalog, PublicUrl base) {
        this.catalog = catalog;
        this.base = base;
    }

    public ApiRoute route() {
        return ApiRoute.get(
                "/advertisers/{id}/postback-url",
                Role.READ,
                call -> Future.succeededFuture(answer(call)),
                "offer",
                "goal",
                "show_token");
    }

    private Answer answer(Call call) {
        Catalog now = catalog.get();
        Advertiser advertiser = now.advertiser(call.inPath("id"));
        if (advertiser == null) {
            return Answer.problem(ApiProblem.NOT_FOUND, "there is no such advertiser");
        }
        String show = call.parameter("show_token");
        if (show != null && !show.equals("true") && !show.equals("false")) {
            return Answer.badParameter("show_token", show, "true or false");
        }
        boolean showToken = Boolean.parseBoolean(show);
        if (showToken && !call.caller().role().covers(Role.ADMIN)) {
            return Answer.problem(ApiProblem.ROLE_TOO_LOW, "show_token needed: admin");
        }
        Dialect dialect = Dialects.of(advertiser);
        if (dialect == null) {
            return Answer.problem(
                    ApiProblem.NOT_ALLOWED, "the dialect " + advertiser.getDialect() + " is not known here");
        }
        List<Offer> own = now.offers().stream()
                .filter(offer -> offer.getAdvertiserId().equals(advertiser.getId()))
                .toList();
        String named = call.parameter("offer");
        List<Offer> offers = own.stream()
                .filter(offer -> named == null || named.equals(offer.getId()))
                .toList();
        if (offers.isEmpty()) {
            return Answer.problem(ApiProblem.NOT_FOUND, "the advertiser has no such offer");
        }
        List<Map<String, Object>> urls =
                urls(offers, call.parameter("goal"), new PostbackUrls(base, advertiser, own, dialect, showToken));
        if (urls.isEmpty()) {
            return Answer.problem(ApiProblem.NOT_FOUND, "the offer has no such goal");
        }
        return Answer.ok(shown(advertiser, urls));
    }

    private static List<Map<String, Object>> urls(List<Offer> offers, @Nullable String goalId, PostbackUrls printer) {
        List<Map<String, Object>> urls = new ArrayList<>();
        for (Offer offer : offers) {
            for (Goal goal : offer.getGoals()) {
                if (urls.size() < MOST_URLS && (goalId == null || goalId.equals(goal.getId()))) {
                    Map<String, Object> url = new LinkedHashMap<>();
                    url.put("offer", offer.getId());
                    url.put("goal", goal.getId());
                    url.put("url", printer.of(offer, goal));
                    urls.add(url);
                }
            }
        }
        return urls;
    }

    private static Map<String, Object> shown(Advertiser advertiser, List<Map<String, Object>> urls) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("advertiser", advertiser.getId());
        json.put("dialect", advertiser.getDialect());
        json.put(
                "require",
                advertiser.getRequire().stream().map(PostbackUrlRoute::written).toList());
        json.put("urls", urls);
        return json;
    }

    private static String written(AuthRequirement requirement) {
        return requirement.name().toLowerCase(Locale.ROOT);
    }
}

package dev.ricochet.gateway.admin;

import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import dev.ricochet.kit.api.ApiRoute;
import dev.ricochet.kit.api.Call;
import dev.ricochet.kit.api.Limit;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.catalog.form.CatalogPrinter;
import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.kit.key.Role;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Four routes for each kind of entries. */
public final class CatalogRoutes {
    private final Supplier<Catalog> catalog;
    private final CatalogChanges changes;
    private final InstantSource clock;

    /** @param catalog what was written last of it is what callers see and change, planned for later or not */
    public CatalogRoutes(Supplier<Catalog> catalog, CatalogChanges changes, InstantSource clock) {
        this.catalog = () -> catalog.get().newest();
        this.changes = changes;
        this.clock = clock;
    }

    public List<ApiRoute> all() {
        List<ApiRoute> routes = new ArrayList<>();
        Shelf.ALL.forEach(shelf -> routes.addAll(of(shelf)));
        return routes;
    }

    private <V extends SpecificRecord> List<ApiRoute> of(Shelf<V> shelf) {
        String list = "/" + shelf.kind().name();
        String one = list + "/{id}";
        return List.of(
                ApiRoute.get(list, Role.READ, call -> Future.succeededFuture(list(shelf, call)), "limit", "after"),
                ApiRoute.get(one, Role.READ, call -> Future.succeededFuture(one(shelf, call))),
                new ApiRoute(HttpMethod.PUT, one, Role.ADMIN, Set.of(), call -> change(shelf, call, call.body())),
                new ApiRoute(HttpMethod.DELETE, one, Role.ADMIN, Set.of(), call -> change(shelf, call, null)));
    }

    private <V extends SpecificRecord> Answer list(Shelf<V> shelf, Call call) {
        Limit limit = Limit.of(call, Page.USUAL, Page.MOST);
        if (limit.refusal() != null) {
            return limit.refusal();
        }
        Page<V> page = Page.of(shelf.all().apply(catalog.get()), shelf.id(), call.parameter("after"), limit.value());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "items",
                page.items().stream()
                        .map(entry -> summary(shelf, entry, clock.instant()))
                        .toList());
        answer.put("next", page.next());
        return Answer.ok(answer);
    }

    private static <V extends SpecificRecord> Map<String, Object> summary(Shelf<V> shelf, V entry, Instant now) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("id", shelf.id().apply(entry));
        summary.put("version", shelf.version(entry));
        summary.put("effective_from", AvroJson.of(entry).get("effective_from"));
        summary.put("entry", CatalogPrinter.map(shelf.kind(), entry, now));
        return summary;
    }

    private <V extends SpecificRecord> Answer one(Shelf<V> shelf, Call call) {
        V entry = shelf.find(catalog.get(), call.inPath("id"));
        return entry == null
                ? Answer.problem(ApiProblem.NOT_FOUND, "")
                : Answer.ok(CatalogPrinter.map(shelf.kind(), entry, clock.instant()))
                        .with("etag", EntityTag.of(entry));
    }

    private <V extends SpecificRecord> Future<Answer> change(Shelf<V> shelf, Call call, @Nullable String body) {
        return changes.apply(new ChangeRequest<>(shelf, call.inPath("id"), Precondition.of(call), body, call.caller()));
    }
}

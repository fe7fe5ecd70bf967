package dev.ricochet.kit.management;

import dev.ricochet.kit.health.Health;
import dev.ricochet.kit.health.Readiness;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.Map;

/**
 * {@code /livez} answers as long as the event loop turns, whatever Kafka does: killing a process does not mend a
 * broker. {@code /readyz} asks every check.
 */
final class HealthRoutes {
    private static final String ALIVE = new JsonObject().put("status", "alive").encode();

    private final Vertx vertx;
    private final Health health;

    HealthRoutes(Vertx vertx, Health health) {
        this.vertx = vertx;
        this.health = health;
    }

    void mount(Router router) {
        router.get("/livez").handler(context -> json(context.response(), 200, ALIVE));
        router.get("/readyz")
                .handler(context -> vertx.executeBlocking(health::report, false)
                        .onSuccess(report -> json(
                                context.response(),
                                report.ready() ? 200 : 503,
                                toJson(report).encode()))
                        .onFailure(context::fail));
    }

    private static void json(HttpServerResponse response, int status, String body) {
        response.setStatusCode(status)
                .putHeader("content-type", "application/json")
                .putHeader("cache-control", "no-store")
                .end(body);
    }

    private static JsonObject toJson(Health.Report report) {
        JsonArray checks = new JsonArray();
        for (Map.Entry<String, Readiness> check : report.checks().entrySet()) {
            JsonObject shown = new JsonObject().put("name", check.getKey());
            if (check.getValue() instanceof Readiness.NotReady notReady) {
                shown.put("status", "not_ready").put("reason", notReady.why());
            } else {
                shown.put("status", "ready");
            }
            checks.add(shown);
        }
        return new JsonObject()
                .put("status", report.ready() ? "ready" : "not_ready")
                .put("checks", checks);
    }
}

package dev.ricochet.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiRoute;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/** {@code GET /openapi.json}: the description of both ports. Needs no key: it holds nothing that the source does not. */
public final class OpenApiRoute {
    private static final String RESOURCE = "openapi.yaml";

    private OpenApiRoute() {}

    public static ApiRoute route() {
        Answer document = Answer.ok(document());
        return new ApiRoute(HttpMethod.GET, "/openapi.json", null, Set.of(), call -> Future.succeededFuture(document));
    }

    /** Written as YAML for those who read and change it, served as JSON for those who generate from it. */
    static JsonNode document() {
        try (InputStream text = OpenApiRoute.class.getResourceAsStream(RESOURCE)) {
            if (text == null) {
                throw new IllegalStateException(RESOURCE + " is not beside its class");
            }
            return new YAMLMapper().readTree(text);
        } catch (IOException broken) {
            throw new UncheckedIOException("openapi.yaml cannot be read", broken);
        }
    }
}

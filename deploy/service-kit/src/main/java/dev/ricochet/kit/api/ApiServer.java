package dev.ricochet.kit.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ricochet.kit.api.Call.Caller;
import dev.ricochet.kit.key.ApiKey;
import dev.ricochet.kit.key.ApiKeys;
import dev.ricochet.kit.key.Role;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts routes on the management server's router. */
public final class ApiServer {
    /** Where every route begins. */
    public static final String ROOT = "/api/v1";

    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final long MOST_BODY_BYTES = 256 * 1024;
    private static final String BEARER = "Bearer ";
    private static final int TOO_LARGE = 413;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int FIRST_CLIENT_ERROR = 400;

    private final ApiKeys keys;
    private final Function<HttpServerRequest, @Nullable String> addresses;

    private ApiServer(ApiKeys keys, Function<HttpServerRequest, @Nullable String> addresses) {
        this.keys = keys;
        this.addresses = addresses;
    }

    /** @param addresses finds a caller's address, for the log and the audit */
    public static void mount(
            Router router,
            List<ApiRoute> routes,
            ApiKeys keys,
            Function<HttpServerRequest, @Nullable String> addresses) {
        ApiServer server = new ApiServer(keys, addresses);
        router.route(ROOT + "/*").failureHandler(ApiServer::fail);
        // Uploads stay off: nothing that a caller sends is ever written to a disk.
        BodyHandler body = BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES);
        Map<String, TreeSet<String>> methods = new LinkedHashMap<>();
        for (ApiRoute route : routes) {
            methods.computeIfAbsent(route.pattern(), pattern -> new TreeSet<>())
                    .add(route.method().name());
            var mounted = router.routeWithRegex(route.method(), route.pattern())
                    .setName(route.method().name() + " " + ROOT + route.path())
                    .handler(context -> server.admit(context, route));
            if (route.method().equals(HttpMethod.PUT) || route.method().equals(HttpMethod.POST)) {
                // Behind the key: nobody else has a body read. Wrapped, since a router wants the handler itself first.
                mounted.handler(context -> body.handle(context));
            }
            mounted.handler(context -> serve(context, route));
        }
        methods.forEach((pattern, allowed) -> router.routeWithRegex(pattern)
                .handler(context -> send(
                        context,
                        Answer.problem(ApiProblem.METHOD_NOT_ALLOWED, "").with("allow", String.join(", ", allowed)))));
        router.route(ROOT + "/*").handler(context -> send(context, Answer.problem(ApiProblem.NOT_FOUND, "")));
    }

    private void admit(RoutingContext context, ApiRoute route) {
        String address = addresses.apply(context.request());
        Role needed = route.role();
        if (needed == null) {
            context.put("caller", new Caller("-", Role.READ, address));
            context.next();
            return;
        }
        String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        ApiKey holder = authorization == null || !authorization.startsWith(BEARER)
                ? null
                : keys.holderOf(authorization.substring(BEARER.length()).strip());
        if (keys.isEmpty()) {
            send(context, Answer.problem(ApiProblem.NO_KEYS, ""));
        } else if (holder == null) {
            send(context, Answer.problem(authorization == null ? ApiProblem.MISSING_KEY : ApiProblem.BAD_KEY, ""));
        } else if (!holder.role().covers(needed)) {
            send(context, Answer.problem(ApiProblem.ROLE_TOO_LOW, "needed: " + needed.label()));
        } else if (!isJson(context.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
            send(context, Answer.problem(ApiProblem.UNSUPPORTED_MEDIA_TYPE, ""));
        } else {
            context.put("caller", new Caller(holder.name(), holder.role(), address));
            context.next();
        }
    }

    /** None is taken for JSON; a form would be decoded before it is looked at, and bears the mark of a browser. */
    private static boolean isJson(@Nullable String contentType) {
        return contentType == null
                || contentType.strip().toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    private static void serve(RoutingContext context, ApiRoute route) {
        Map<String, String> query = new HashMap<>();
        for (Map.Entry<String, String> parameter : context.queryParams()) {
            if (!route.parameters().contains(parameter.getKey())) {
                send(
                        context,
                        Answer.badParameter(
                                parameter.getKey(),
                                "unknown parameter",
                                route.parameters().isEmpty()
                                        ? "no parameters"
                                        : "one of " + String.join(", ", new TreeSet<>(route.parameters()))));
                return;
            }
            if (query.put(parameter.getKey(), parameter.getValue()) != null) {
                send(context, Answer.badParameter(parameter.getKey(), "given twice", "each parameter once"));
                return;
            }
        }
        route.operation()
                .answer(call(context, query))
                .onSuccess(answer -> send(context, answer))
                .onFailure(context::fail);
    }

    private static Call call(RoutingContext context, Map<String, String> query) {
        Map<String, String> headers = new HashMap<>();
        context.request().headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        String body = context.body() == null ? null : context.body().asString();
        Caller caller = context.get("caller");
        return new Call(Map.copyOf(context.pathParams()), query, headers, body == null ? "" : body, caller);
    }

    private static void fail(RoutingContext context) {
        Throwable cause = context.failure();
        int status = context.statusCode();
        if (cause instanceof Workers.Busy) {
            send(context, Answer.problem(ApiProblem.BUSY, ""));
        } else if (status == TOO_LARGE) {
            send(context, Answer.problem(ApiProblem.TOO_LARGE, "at most " + MOST_BODY_BYTES + " bytes"));
        } else if (status >= FIRST_CLIENT_ERROR && status < FIRST_SERVER_ERROR) {
            send(context, Answer.problem(ApiProblem.MALFORMED_REQUEST, ""));
        } else {
            log.atError()
                    .addKeyValue("path", context.normalizedPath())
                    .setCause(cause)
                    .log("The management API failed");
            send(context, Answer.problem(ApiProblem.INTERNAL_ERROR, ""));
        }
    }

    private static void send(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        String text = text(answer.json());
        if (text == null) {
            response.end();
        } else {
            response.end(text);
        }
    }

    private static @Nullable String text(@Nullable Object json) {
        try {
            return json == null ? null : JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer could not be written as JSON", impossible);
        }
    }
}

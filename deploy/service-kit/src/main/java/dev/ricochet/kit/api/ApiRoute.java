package dev.ricochet.kit.api;

import dev.ricochet.kit.key.Role;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One route, as the OpenAPI document names it.
 *
 * @param path below {@link ApiServer#ROOT}, names in braces: {@code /offers/{id}}
 * @param role that a caller needs at least; null where no key is needed
 * @param parameters of the query that are taken; any other is refused
 */
public record ApiRoute(
        HttpMethod method, String path, @Nullable Role role, Set<String> parameters, Operation operation) {
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

    public ApiRoute {
        parameters = Set.copyOf(parameters);
    }

    public static ApiRoute get(String path, Role role, Operation operation, String... parameters) {
        return new ApiRoute(HttpMethod.GET, path, role, Set.of(parameters), operation);
    }

    /** The whole path as a pattern: a router's own patterns would take the colon of {@code postbacks:dry-run} for a name. */
    String pattern() {
        StringBuilder pattern = new StringBuilder();
        Matcher names = NAME.matcher(path);
        int literal = 0;
        while (names.find()) {
            pattern.append(Pattern.quote(path.substring(literal, names.start())));
            pattern.append("(?<").append(names.group(1)).append(">[^/]+)");
            literal = names.end();
        }
        String tail = path.substring(literal);
        return Pattern.quote(ApiServer.ROOT) + pattern + (tail.isEmpty() ? "" : Pattern.quote(tail));
    }
}

package dev.ricochet.kit.api;

import dev.ricochet.kit.key.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as operations see it.
 *
 * @param path what stands for the names in braces of the route's path
 * @param query parameters, each known to the route and given once
 * @param headers by lower-case name
 * @param body empty where there is none
 */
public record Call(
        Map<String, String> path, Map<String, String> query, Map<String, String> headers, String body, Caller caller) {

    /**
     * Who calls.
     *
     * @param actor name of the key, {@code -} on routes that need none
     * @param address as text, or null where it is not known
     */
    public record Caller(String actor, Role role, @Nullable String address) {}

    /** What stands for a name of the path. */
    public String inPath(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("the route's path has no {" + name + "}");
        }
        return value;
    }

    public @Nullable String parameter(String name) {
        return query.get(name);
    }

    public @Nullable String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }
}

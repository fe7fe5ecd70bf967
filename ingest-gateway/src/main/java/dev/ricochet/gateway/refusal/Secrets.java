package dev.ricochet.gateway.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must not be kept of a request, beside what is secret in every request.
 *
 * @param parameters whose values are secret, in lower case
 * @param values masked wherever they stand
 */
public record Secrets(Set<String> parameters, List<String> values) {
    /** Nothing in particular. */
    public static final Secrets NONE = new Secrets(Set.of(), List.of());

    public Secrets {
        parameters = Set.copyOf(parameters);
        values = List.copyOf(values);
    }

    /** One secret, or none. */
    public static Secrets of(@Nullable String value) {
        return value == null ? NONE : new Secrets(Set.of(), List.of(value));
    }

    /** All of an advertiser's. */
    public static Secrets of(Set<String> parameters, @Nullable String token, List<String> others) {
        List<String> values = new ArrayList<>(others);
        if (token != null) {
            values.add(token);
        }
        return new Secrets(parameters, values);
    }

    @Override
    public String toString() {
        return "Secrets[" + values.size() + " values]";
    }
}

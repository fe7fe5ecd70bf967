package dev.ricochet.gateway.refusal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must not be kept of a request, beside what stands under a secret's name.
 *
 * @param values masked wherever they stand
 */
public record Secrets(List<String> values) {
    /** Nothing in particular. */
    public static final Secrets NONE = new Secrets(List.of());

    public Secrets {
        values = List.copyOf(values);
    }

    /** One secret, or none. */
    public static Secrets of(@Nullable String value) {
        return of(value, List.of());
    }

    /** All of an advertiser's. */
    public static Secrets of(@Nullable String token, List<String> others) {
        List<String> values = new ArrayList<>(others);
        if (token != null) {
            values.add(token);
        }
        return new Secrets(values);
    }

    @Override
    public String toString() {
        return "Secrets[" + values.size() + " values]";
    }
}

package dev.ricochet.gateway.click;

import dev.ricochet.gateway.refusal.Cut;
import dev.ricochet.gateway.request.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a link carries for the affiliate's own use, bounded.
 *
 * @param subs sub1 first, trailing empty ones left out
 */
public record Link(@Nullable String source, List<String> subs) {
    public static final int MOST_SUBS = 10;
    public static final int VALUE_LENGTH = 512;

    private static final String[] SUB_NAMES = subNames();

    /** Of a link's parameters: what is too long is cut, for a visitor must go on. */
    static Link of(Parameters link) {
        String[] subs = new String[MOST_SUBS];
        for (int i = 0; i < MOST_SUBS; i++) {
            String value = link.first(SUB_NAMES[i]);
            subs[i] = value == null ? "" : Cut.to(VALUE_LENGTH, value);
        }
        String source = link.first("source");
        return of(source == null ? null : Cut.to(VALUE_LENGTH, source), subs);
    }

    /** @param subs all ten, empty where not given */
    public static Link of(@Nullable String source, String[] subs) {
        int given = subs.length;
        while (given > 0 && subs[given - 1].isEmpty()) {
            given--;
        }
        return new Link(
                source == null || source.isEmpty() ? null : source,
                given == 0 ? List.of() : List.of(subs).subList(0, given));
    }

    private static String[] subNames() {
        String[] names = new String[MOST_SUBS];
        for (int i = 0; i < MOST_SUBS; i++) {
            names[i] = "sub" + (i + 1);
        }
        return names;
    }
}

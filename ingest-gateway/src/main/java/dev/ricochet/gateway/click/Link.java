package dev.ricochet.gateway.click;

import dev.ricochet.gateway.refusal.Cut;
import dev.ricochet.gateway.request.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a link carries for the affiliate's own use, bounded.
 *
 * @param subs sub1 first, trailing empty ones left out
 * @param visitorId a lasting name of the visitor, which joins the visitor's clicks
 */
public record Link(
        @Nullable String source,
        List<String> subs,
        @Nullable String visitorId) {
    public static final int MOST_SUBS = 10;
    public static final int VALUE_LENGTH = 512;
    public static final int VISITOR_LENGTH = 128;

    private static final String[] SUB_NAMES = subNames();

    /** Of a link's parameters: what is too long is cut, for a visitor must go on. */
    static Link of(Parameters link) {
        String[] subs = new String[MOST_SUBS];
        for (int i = 0; i < MOST_SUBS; i++) {
            String value = link.first(SUB_NAMES[i]);
            subs[i] = value == null ? "" : Cut.to(VALUE_LENGTH, value);
        }
        return of(cut(VALUE_LENGTH, link.first("source")), subs, cut(VISITOR_LENGTH, link.first("visitor_id")));
    }

    /** @param subs all ten, empty where not given */
    public static Link of(@Nullable String source, String[] subs, @Nullable String visitorId) {
        int given = subs.length;
        while (given > 0 && subs[given - 1].isEmpty()) {
            given--;
        }
        return new Link(
                source == null || source.isEmpty() ? null : source,
                given == 0 ? List.of() : List.of(subs).subList(0, given),
                visitorId == null || visitorId.isBlank() ? null : visitorId);
    }

    private static @Nullable String cut(int most, @Nullable String value) {
        return value == null ? null : Cut.to(most, value);
    }

    private static String[] subNames() {
        String[] names = new String[MOST_SUBS];
        for (int i = 0; i < MOST_SUBS; i++) {
            names[i] = "sub" + (i + 1);
        }
        return names;
    }
}

package dev.ricochet.gateway.click;

import dev.ricochet.gateway.refusal.Cut;
import dev.ricochet.gateway.request.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a link carries for the affiliate's own use, bounded; and the values of the macros in the offer's URLs.
 *
 * @param clickId empty where no click is counted
 * @param subs sub1 first, trailing empty ones left out
 */
record ClickValues(
        String clickId,
        String offerId,
        String affiliateId,
        @Nullable String source,
        List<String> subs) {
    static final int MOST_SUBS = 10;
    static final int VALUE_LENGTH = 512;

    private static final String[] SUB_NAMES = subNames();

    static ClickValues of(String clickId, String offerId, @Nullable String affiliateId, Parameters link) {
        String source = link.first("source");
        return new ClickValues(
                clickId,
                offerId,
                affiliateId == null ? "" : affiliateId,
                source == null || source.isEmpty() ? null : Cut.to(VALUE_LENGTH, source),
                subs(link));
    }

    /** The value of a macro, empty where the link gave none; null where there is no such macro. */
    @Nullable String macro(String name) {
        return switch (name) {
            case "click_id" -> clickId;
            case "offer_id" -> offerId;
            case "affiliate_id" -> affiliateId;
            case "source" -> source == null ? "" : source;
            default -> sub(name);
        };
    }

    private @Nullable String sub(String name) {
        for (int i = 0; i < MOST_SUBS; i++) {
            if (SUB_NAMES[i].equals(name)) {
                return i < subs.size() ? subs.get(i) : "";
            }
        }
        return null;
    }

    private static List<String> subs(Parameters link) {
        String[] values = new String[MOST_SUBS];
        int given = 0;
        for (int i = 0; i < MOST_SUBS; i++) {
            String value = link.first(SUB_NAMES[i]);
            values[i] = value == null ? "" : Cut.to(VALUE_LENGTH, value);
            if (!values[i].isEmpty()) {
                given = i + 1;
            }
        }
        return given == 0 ? List.of() : List.of(values).subList(0, given);
    }

    private static String[] subNames() {
        String[] names = new String[MOST_SUBS];
        for (int i = 0; i < MOST_SUBS; i++) {
            names[i] = "sub" + (i + 1);
        }
        return names;
    }
}

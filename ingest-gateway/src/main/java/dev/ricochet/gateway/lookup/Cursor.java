package dev.ricochet.gateway.lookup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a page ended: for each partition the offset below which to go on. Opaque to callers. */
record Cursor(Map<Integer, Long> below) {
    private static final int MOST_CHARACTERS = 4_000;

    Cursor {
        below = Map.copyOf(below);
    }

    String text() {
        String plain = new TreeMap<>(below)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .collect(Collectors.joining(","));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(US_ASCII));
    }

    /** Null for what is no cursor of ours. */
    static @Nullable Cursor of(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return null;
        }
        try {
            Map<Integer, Long> below = new TreeMap<>();
            for (String part : new String(Base64.getUrlDecoder().decode(text), US_ASCII).split(",", -1)) {
                int colon = part.indexOf(':');
                long offset = colon < 0 ? -1 : Long.parseLong(part.substring(colon + 1));
                if (offset < 0) {
                    return null;
                }
                below.put(Integer.parseInt(part.substring(0, colon)), offset);
            }
            return new Cursor(below);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}

package dev.ricochet.gateway.refusal;

import org.jspecify.annotations.Nullable;

/** Bounds what strangers can make us keep. */
public final class Cut {
    private Cut() {}

    /** The text's first characters, never half of one. */
    public static String to(int most, String text) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }

    /** The same, or null for none. */
    public static @Nullable String orNull(int most, @Nullable String text) {
        return text == null ? null : to(most, text);
    }
}

package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.refusal.FaultCode;
import org.jspecify.annotations.Nullable;

/** What holds for every text: bounded, printable, and really filled in. One pass, nothing allocated for a good text. */
public final class TextCheck {
    private static final Flaw CONTROL = new Flaw(FaultCode.CONTROL_CHARACTER, "expected printable characters only");
    private static final Flaw MACRO = new Flaw(
            FaultCode.UNEXPANDED_MACRO, "this is a placeholder that was not filled; check the template it came from");
    private static final Flaw ENCODING = new Flaw(FaultCode.BAD_ENCODING, "expected whole Unicode characters");

    private TextCheck() {}

    /** What is wrong with a text. */
    public record Flaw(FaultCode code, String detail) {}

    /** The first flaw of a text, or null. */
    public static @Nullable Flaw of(String text, int most) {
        if (text.length() > most) {
            return new Flaw(FaultCode.TOO_LONG, "expected at most " + most + " characters, got " + text.length());
        }
        boolean opened = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c >= 0x7f && c <= 0x9f)) {
                return CONTROL;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return ENCODING;
                }
                i++;
            }
            if (c == '}' && opened) {
                return MACRO;
            }
            opened |= c == '{';
        }
        return UnfilledMacro.is(text) ? MACRO : null;
    }

    /** Whether all of it is ASCII that one can see. */
    public static boolean isVisibleAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}

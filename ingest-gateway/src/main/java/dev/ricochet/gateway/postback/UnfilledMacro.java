package dev.ricochet.gateway.postback;

/**
 * Placeholders of other systems than those with braces, which stand out anywhere. A bracket or a hash may well be part of a
 * name, so here the whole value has to be one placeholder: {@code [click_id]}, {@code #reqid#}, {@code %payout%},
 * {@code %%clickid%%}, {@code __CID__}, {@code <order>}; or braces that were escaped twice, {@code %7Bclick_id%7D}.
 */
final class UnfilledMacro {
    private static final int LONGEST = 64;

    private UnfilledMacro() {}

    static boolean is(String text) {
        int length = text.length();
        if (length < 3 || length > LONGEST) {
            return false;
        }
        return switch (text.charAt(0)) {
            case '[' -> text.charAt(length - 1) == ']' && isName(text, 1, length - 1);
            case '<' -> text.charAt(length - 1) == '>' && isName(text, 1, length - 1);
            case '#' -> text.charAt(length - 1) == '#' && isName(text, 1, length - 1);
            case '_' -> text.startsWith("__") && text.endsWith("__") && isName(text, 2, length - 2);
            case '%' -> isPercentMacro(text);
            default -> false;
        };
    }

    private static boolean isPercentMacro(String text) {
        int length = text.length();
        if (text.regionMatches(true, 0, "%7B", 0, 3)) {
            return text.regionMatches(true, length - 3, "%7D", 0, 3);
        }
        if (text.charAt(length - 1) != '%') {
            return false;
        }
        boolean twice = text.startsWith("%%") && text.endsWith("%%");
        return twice ? isName(text, 2, length - 2) : isName(text, 1, length - 1);
    }

    /** A letter, then letters, digits, and what stands between words. */
    private static boolean isName(String text, int start, int end) {
        if (start >= end || !isLetter(text.charAt(start))) {
            return false;
        }
        for (int i = start + 1; i < end; i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && (c < '0' || c > '9') && c != '_' && c != '-' && c != '.' && c != ':') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}

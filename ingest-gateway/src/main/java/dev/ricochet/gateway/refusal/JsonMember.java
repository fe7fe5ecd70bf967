package dev.ricochet.gateway.refusal;

/** Finds out how far a member's value goes, in texts that need not be JSON: in doubt too far. */
final class JsonMember {
    private JsonMember() {}

    /**
     * Where the value ends that begins at an index: before the next member, or where its object is closed. A text that
     * breaks off ends it.
     */
    static int valueEnd(CharSequence text, int from) {
        int depth = 0;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at = pastString(text, at);
                continue;
            }
            if (depth == 0 && (c == '}' || (c == ',' && isMember(text, at + 1)))) {
                return at;
            }
            if (c == '{' || c == '[') {
                depth++;
            } else if ((c == '}' || c == ']') && depth > 0) {
                depth--;
            }
            at++;
        }
        return text.length();
    }

    /** The first index from here on at which no blank stands. */
    static int pastBlanks(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static boolean isMember(CharSequence text, int from) {
        int open = pastBlanks(text, from);
        if (open >= text.length() || text.charAt(open) != '"') {
            return false;
        }
        int close = open + 1;
        while (close < text.length() && text.charAt(close) != '"') {
            close++;
        }
        int colon = pastBlanks(text, close + 1);
        return colon < text.length() && text.charAt(colon) == ':';
    }

    private static int pastString(CharSequence text, int open) {
        int at = open + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, text.length());
    }
}

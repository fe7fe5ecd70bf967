package dev.ricochet.gateway.refusal;

import dev.ricochet.gateway.request.Parameters;
import java.util.Locale;
import java.util.Set;

/**
 * Takes secrets out of requests that are kept: values under a secret's name, however the name is written, and any place
 * where a known secret stands. Everything else stays as it was sent, since the spelling is often the fault looked for.
 *
 * <p>Strangers choose these texts, so each character is looked at a few times, whatever the text.
 */
final class SecretMask {
    private static final String MASK = "***";
    private static final int SHORTEST_LITERAL = 4;

    private final Set<String> names;

    /** @param names parameters whose values are secret, in lower case */
    SecretMask(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** A query or form body. */
    String form(CharSequence raw) {
        StringBuilder masked = new StringBuilder(raw.length());
        int start = 0;
        while (start <= raw.length()) {
            int end = indexOf(raw, '&', start);
            int equals = indexOf(raw, '=', start, end);
            if (equals < end && isSecret(decoded(raw.subSequence(start, equals).toString()))) {
                masked.append(raw, start, equals + 1).append(MASK);
            } else {
                masked.append(raw, start, end);
            }
            if (end < raw.length()) {
                masked.append('&');
            }
            start = end + 1;
        }
        return masked.toString();
    }

    /** A body, whatever it is. */
    String body(CharSequence raw) {
        return form(members(raw));
    }

    /** Masks a secret itself wherever it stands; one shorter than four characters would blot out half the text. */
    static String literal(String text, String secret) {
        return secret.length() < SHORTEST_LITERAL ? text : text.replace(secret, MASK);
    }

    /** Masks the beginning of a secret with which a text ends that was cut. */
    static String severed(String text, String secret) {
        for (int length = Math.min(secret.length() - 1, text.length()); length >= SHORTEST_LITERAL; length--) {
            if (text.regionMatches(text.length() - length, secret, 0, length)) {
                return text.substring(0, text.length() - length) + MASK;
            }
        }
        return text;
    }

    /**
     * Members of JSON objects. Any text between two quotes, with a colon behind it, is taken for a name, so that it does
     * not matter which quotes of a text that is no JSON belong together.
     */
    private String members(CharSequence text) {
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        int open = indexOf(text, '"', 0);
        while (open < text.length()) {
            int close = indexOf(text, '"', open + 1);
            int colon = JsonMember.pastBlanks(text, close + 1);
            if (colon < text.length() && text.charAt(colon) == ':' && isSecretMember(text, open + 1, close)) {
                int value = JsonMember.pastBlanks(text, colon + 1);
                masked.append(text, copied, value).append('"').append(MASK).append('"');
                copied = JsonMember.valueEnd(text, value);
                open = indexOf(text, '"', copied);
            } else {
                open = close;
            }
        }
        return masked.append(text, copied, text.length()).toString();
    }

    private boolean isSecretMember(CharSequence text, int start, int end) {
        String name = text.subSequence(start, end).toString();
        // A name written with escapes may be any name.
        return name.indexOf('\\') >= 0 || isSecret(name);
    }

    private boolean isSecret(String name) {
        return names.contains(name.toLowerCase(Locale.ROOT));
    }

    private static String decoded(String name) {
        Parameters alone = Parameters.ofQuery(name);
        return alone.size() == 0 ? "" : alone.iterator().next().name();
    }

    private static int indexOf(CharSequence text, char wanted, int from) {
        return indexOf(text, wanted, from, text.length());
    }

    /** The end where there is none. */
    private static int indexOf(CharSequence text, char wanted, int from, int end) {
        int at = from;
        while (at < end && text.charAt(at) != wanted) {
            at++;
        }
        return Math.min(at, end);
    }
}

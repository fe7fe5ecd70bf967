package dev.ricochet.gateway.refusal;

import dev.ricochet.gateway.request.Parameters;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes secrets out of requests that are kept: values under a secret's name, however the name is written, and any place
 * where a known secret stands. Everything else stays as it was sent, since the spelling is often the fault looked for.
 */
final class SecretMask {
    private static final String MASK = "***";

    // A member of a JSON object: its name, and its value up to where it ends or the text breaks off.
    private static final Pattern MEMBER =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"(\\s*:\\s*)(\"(?:[^\"\\\\]|\\\\.)*+\"?|[^,}\\s]++)");

    private final Set<String> names;

    /** @param names parameters whose values are secret, in lower case */
    SecretMask(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** The same, and these parameters too. */
    SecretMask with(Set<String> more) {
        if (names.containsAll(more)) {
            return this;
        }
        Set<String> all = new HashSet<>(names);
        all.addAll(more);
        return new SecretMask(all);
    }

    /** A query or form body. */
    String form(String raw) {
        return Stream.of(raw.split("&", -1)).map(this::pair).collect(Collectors.joining("&"));
    }

    /** A body, whatever it is. */
    String body(String raw) {
        return form(MEMBER.matcher(raw).replaceAll(this::member));
    }

    /** Masks a secret itself wherever it stands; one shorter than four characters would blot out half the text. */
    static String literal(String text, String secret) {
        return secret.length() < 4 ? text : text.replace(secret, MASK);
    }

    private String pair(String pair) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            return pair;
        }
        Parameters decoded = Parameters.ofQuery(pair);
        boolean secret =
                decoded.size() > 0 && isSecret(decoded.iterator().next().name());
        return secret ? pair.substring(0, equals + 1) + MASK : pair;
    }

    private String member(MatchResult found) {
        // A name written with escapes may be any name.
        boolean secret = isSecret(found.group(1)) || found.group(1).indexOf('\\') >= 0;
        return Matcher.quoteReplacement(
                secret ? '"' + found.group(1) + '"' + found.group(2) + '"' + MASK + '"' : found.group());
    }

    private boolean isSecret(String name) {
        return names.contains(name.toLowerCase(Locale.ROOT));
    }
}

package dev.ricochet.gateway.admin;

import dev.ricochet.kit.api.Call;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a caller says that it has seen before it changes something (RFC 9110, section 13.1). */
sealed interface Precondition {
    /** The very state that has this tag. */
    record Seen(String tag) implements Precondition {}

    /** {@code If-Match: *}: whatever is there, but something. */
    record Present() implements Precondition {}

    /** {@code If-None-Match: *}: nothing yet. */
    record Absent() implements Precondition {}

    /** Said nothing, which is refused: two who do not know of each other would undo each other's work. */
    record Unsaid() implements Precondition {}

    /** Said what is not understood. */
    record Malformed(String header, String value) implements Precondition {}

    static Precondition of(Call call) {
        String match = call.header("if-match");
        String noneMatch = call.header("if-none-match");
        if (match != null && noneMatch != null) {
            return new Malformed("If-None-Match", noneMatch);
        }
        if (noneMatch != null) {
            return noneMatch.strip().equals("*") ? new Absent() : new Malformed("If-None-Match", noneMatch);
        }
        return match == null ? new Unsaid() : ofMatch(match.strip());
    }

    private static Precondition ofMatch(String match) {
        if (match.equals("*")) {
            return new Present();
        }
        return Tag.FORM.matcher(match).matches() ? new Seen(match) : new Malformed("If-Match", match);
    }

    /** Whether it holds for an entry that has this tag; null means that there is none. */
    default boolean holds(@Nullable String tag) {
        if (this instanceof Seen seen) {
            return seen.tag().equals(tag);
        }
        return this instanceof Absent ? tag == null : tag != null;
    }

    /** The form of an entity tag, whatever is in it; weak ones and lists are not for changes. */
    final class Tag {
        private static final Pattern FORM = Pattern.compile("\"[!#-~]{1,64}\"");

        private Tag() {}
    }
}

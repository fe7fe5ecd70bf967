package dev.ricochet.gateway.admin;

import dev.ricochet.gateway.api.Call;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a caller says that it has seen before it changes something (RFC 9110, section 13.1). */
sealed interface Precondition {
    /** The very version. */
    record Version(int version) implements Precondition {}

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
        Matcher tag = Tag.FORM.matcher(match);
        return tag.matches() ? new Version(Integer.parseInt(tag.group(1))) : new Malformed("If-Match", match);
    }

    /** Whether it holds for an entry of this version; null means that there is none. */
    default boolean holds(@Nullable Integer version) {
        if (this instanceof Version seen) {
            return version != null && version == seen.version();
        }
        return this instanceof Absent ? version == null : version != null;
    }

    /** The form of an entity tag; weak ones are not for changes. */
    final class Tag {
        private static final Pattern FORM = Pattern.compile("\"(\\d{1,9})\"");

        private Tag() {}
    }
}

package dev.ricochet.gateway.request;

import org.jspecify.annotations.Nullable;

/** One segment of a path, decoded. */
public final class PathSegment {
    private PathSegment() {}

    /** The text of the path from a position to its end, or null where that is empty, holds a slash, or is badly encoded. */
    public static @Nullable String last(String path, int start) {
        if (start >= path.length() || path.indexOf('/', start) >= 0) {
            return null;
        }
        return FormText.decode(path, start, path.length(), false);
    }
}

package dev.ricochet.schemas.topic;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What holds of every declaration. */
final class Declarations {

    private static final Pattern NAME = Pattern.compile("ricochet\\.[a-z]+(-[a-z]+)*\\.v[1-9][0-9]*");

    private Declarations() {}

    static void validate(
            String name, int partitions, int localPartitions, Cleanup cleanup, @Nullable Duration retention) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("topic name " + name + " is not of the form ricochet.some-thing.v1");
        }
        if (partitions < 1 || localPartitions < 1 || localPartitions > partitions) {
            throw new IllegalArgumentException("topic " + name + " has " + partitions + " partitions and "
                    + localPartitions + " locally; both must be positive, and not more locally");
        }
        if ((cleanup == Cleanup.COMPACT) != (retention == null)) {
            throw new IllegalArgumentException("topic " + name + " is cleaned by " + cleanup + " with retention "
                    + retention + "; retention belongs to every policy but COMPACT");
        }
    }
}

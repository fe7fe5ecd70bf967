package dev.ricochet.schemas.topic;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A topic whose keys and values are bytes as they were found, without a schema of their own. */
public record RawTopic(
        String name,
        String key,
        int partitions,
        int localPartitions,
        Cleanup cleanup,
        @Nullable Duration retention) implements Declaration {

    public RawTopic {
        Declarations.validate(name, partitions, localPartitions, cleanup, retention);
    }

    @Override
    public String toString() {
        return name;
    }
}

package dev.ricochet.attribution.stats.query;

import org.apache.kafka.streams.state.HostInfo;

/** Where the partition of a key lies. */
sealed interface Owner {

    /** On this worker. */
    record Here(int partition) implements Owner {}

    /** On another worker. */
    record There(HostInfo host) implements Owner {}

    /** Partitions are moving, nobody can say. */
    record Nobody() implements Owner {}
}

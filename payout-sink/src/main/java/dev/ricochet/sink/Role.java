package dev.ricochet.sink;

/** What a process of this service does; any mix of processes works. */
public enum Role {
    /** Plans deliveries: holds state, scales with the partitions of the conversions topic. */
    PLANNER,
    /** Makes attempts: holds nothing, scales freely. */
    DISPATCHER
}

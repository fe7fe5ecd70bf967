package dev.ricochet.schemas.topic;

/** For what kind of cluster topics are made. */
public enum Profile {
    /** One broker on one machine: one replica, few partitions. Survives the end of a process, not the loss of the disk. */
    LOCAL(1, 1),
    /** Three replicas of which two must have a record before {@code acks=all} is answered: one broker may fail at any time. */
    PRODUCTION(3, 2);

    private final int replicationFactor;
    private final int minInSyncReplicas;

    Profile(int replicationFactor, int minInSyncReplicas) {
        this.replicationFactor = replicationFactor;
        this.minInSyncReplicas = minInSyncReplicas;
    }

    public short replicationFactor() {
        return (short) replicationFactor;
    }

    public int minInSyncReplicas() {
        return minInSyncReplicas;
    }

    /** How many partitions the topic has on such a cluster. */
    public int partitionsOf(Declaration topic) {
        return switch (this) {
            case LOCAL -> topic.localPartitions();
            case PRODUCTION -> topic.partitions();
        };
    }
}

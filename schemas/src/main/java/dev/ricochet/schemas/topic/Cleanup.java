package dev.ricochet.schemas.topic;

/** What the broker does with old records; {@code cleanup.policy} in the broker's words. */
public enum Cleanup {
    /** Records are dropped when they are older than the retention. */
    DELETE("delete"),
    /** The newest record of each key stays for ever. */
    COMPACT("compact"),
    /** The newest record of each key stays until it is older than the retention. */
    COMPACT_AND_DELETE("compact,delete");

    private final String policy;

    Cleanup(String policy) {
        this.policy = policy;
    }

    /** The value of {@code cleanup.policy}. */
    public String policy() {
        return policy;
    }
}

package dev.ricochet.local.scan;

/**
 * A record that is no record of its topic.
 *
 * @param problem what is wrong with it, with topic, partition and offset
 */
public record Unreadable(String topic, int partition, long offset, String problem) {

    /** Where it lies. */
    public String place() {
        return topic + " " + partition + "-" + offset;
    }
}

package dev.ricochet.schemas.topic;

/**
 * One setting in which a topic on the broker is not as declared.
 *
 * @param setting {@code partitions}, {@code replication.factor} or the broker's name of a topic setting
 * @param declared what it should be
 * @param actual what was found
 * @param safe whether the change loses no data; {@link TopicProvisioner#apply} makes it then, and leaves it otherwise
 */
public record Difference(String setting, String declared, String actual, boolean safe) {

    static Difference left(String setting, int declared, int actual) {
        return new Difference(setting, Integer.toString(declared), Integer.toString(actual), false);
    }
}

package dev.ricochet.bench.match;

/** One way of taking clicks into state. */
interface Contender {

    String name();

    /**
     * Takes in all clicks from the beginning, into state of its own for each round, which is left on disk.
     *
     * @return clicks a second
     */
    double takeIn(int round) throws Exception;

    /** Names the state of a round, as a directory and as a Kafka Streams application. */
    default String stateName(int round) {
        return "bench-" + name().replace(' ', '-') + "-" + round;
    }
}

package dev.ricochet.bench;

import dev.ricochet.bench.report.BenchReport;
import java.util.function.Consumer;

/** One benchmark: brings up what it needs, measures baseline and ours in one run, cleans up. */
public interface Bench {

    /** How it is called on the command line. */
    String name();

    /** One line for the help. */
    String about();

    /** @param progress takes a line for the person who waits, now and then */
    BenchReport run(Consumer<String> progress) throws Exception;
}

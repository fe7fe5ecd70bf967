package dev.ricochet.local.cli;

/** How a command ends. */
final class ExitCode {

    static final int OK = 0;
    /** It did not work out, or what was checked is not as it should be. */
    static final int FAILED = 1;
    /** The command line was not understood. */
    static final int USAGE = 2;
    /** A running stack was needed and there is none. */
    static final int NOT_RUNNING = 3;

    private ExitCode() {}
}

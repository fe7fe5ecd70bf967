package dev.ricochet.local.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where progress is written. On a terminal the counters stay on one line; elsewhere each is a line of its own. */
final class Screen {
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";
    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private boolean lineOpen;

    Screen(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Whether this file descriptor is a terminal: 1 is standard output, 2 standard error. */
    static boolean isTerminal(int descriptor) {
        if (System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException noSuchSystem) {
            // Plain lines can be read everywhere.
            return false;
        }
    }

    void title(String text) {
        say("");
        say(terminal ? BOLD + text + PLAIN : text);
    }

    void say(String line) {
        closeLine();
        out.println(line);
        out.flush();
    }

    /** A line that the next one of its kind replaces. */
    void live(String line) {
        if (terminal) {
            out.print(BACK_AND_CLEAR + line);
            lineOpen = true;
        } else {
            out.println(line);
        }
        out.flush();
    }

    private void closeLine() {
        if (lineOpen) {
            out.println();
            lineOpen = false;
        }
    }
}

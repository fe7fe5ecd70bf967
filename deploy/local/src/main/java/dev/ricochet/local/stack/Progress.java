package dev.ricochet.local.stack;

/** Hears what happens while a stack starts and stops, one line for a person at a time. */
@FunctionalInterface
public interface Progress {

    void say(String line);

    static Progress silent() {
        return line -> {};
    }
}

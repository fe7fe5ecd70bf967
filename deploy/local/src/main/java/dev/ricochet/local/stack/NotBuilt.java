package dev.ricochet.local.stack;

/** Something that the build makes is not there. */
public final class NotBuilt extends RuntimeException {

    NotBuilt(String message) {
        super(message);
    }
}

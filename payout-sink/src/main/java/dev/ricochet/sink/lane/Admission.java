package dev.ricochet.sink.lane;

import java.time.Duration;

/** Whether a lane takes a delivery. */
public sealed interface Admission {

    /** It is under way or waits its turn. */
    record Taken() implements Admission {}

    /** So many wait already that another would only wait in memory. */
    record Full() implements Admission {}

    /** The server kept failing; it is left alone for a while. */
    record Broken(Duration pause) implements Admission {}
}

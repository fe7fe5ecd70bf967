package dev.ricochet.sink.lane;

import java.time.Duration;

/** Whether a lane takes a delivery. */
public sealed interface Admission {

    /** It is under way or waits its turn. */
    record Taken() implements Admission {}

    /**
     * It does not.
     *
     * @param pause when to come again
     */
    record Refused(Why why, Duration pause) implements Admission {}

    /** Why a lane takes no more. */
    enum Why {
        /** So many wait already, for as fast as the server is, that another would only wait in memory. */
        FULL("lane_full"),
        /** The server kept failing; it is left alone for a while. */
        BROKEN("lane_broken"),
        /** The server asked to be left alone for a while. */
        HELD("lane_held"),
        /** This dispatcher stops; another may begin it. */
        STOPPING("dispatcher_stopping");

        private final String code;

        Why(String code) {
            this.code = code;
        }

        /** The code as it stands in an attempt. */
        public String code() {
            return code;
        }
    }
}

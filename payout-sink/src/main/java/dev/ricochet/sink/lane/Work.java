package dev.ricochet.sink.lane;

import io.vertx.core.Future;

/** One delivery's turn in its lane. */
public interface Work {

    /** Does it; the future never fails. */
    Future<Health> run();

    /** Its turn will not come: the lane has broken, is held, or its server stands still while it waited. */
    void turnedAway(Admission.Refused refused);
}

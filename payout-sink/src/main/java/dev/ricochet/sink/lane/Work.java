package dev.ricochet.sink.lane;

import io.vertx.core.Future;

/** One delivery's turn in its lane. */
@FunctionalInterface
public interface Work {

    /** Does it; the future never fails. */
    Future<Health> run();
}

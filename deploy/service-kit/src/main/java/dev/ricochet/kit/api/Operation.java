package dev.ricochet.kit.api;

import io.vertx.core.Future;

/** Answers one route. Runs on an event loop and must not wait there; what waits goes to {@link Workers}. */
@FunctionalInterface
public interface Operation {
    Future<Answer> answer(Call call);
}

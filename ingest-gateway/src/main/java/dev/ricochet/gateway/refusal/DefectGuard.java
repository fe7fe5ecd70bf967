package dev.ricochet.gateway.refusal;

import io.vertx.core.http.HttpServerResponse;

/** Answers 500 where our own code fails, so that nobody is left waiting; the exception goes on to whoever counts it. */
public final class DefectGuard {
    private static final int INTERNAL_SERVER_ERROR = 500;

    private DefectGuard() {}

    public static void run(HttpServerResponse response, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException defect) {
            if (!response.ended()) {
                response.setStatusCode(INTERNAL_SERVER_ERROR).end();
            }
            throw defect;
        }
    }
}

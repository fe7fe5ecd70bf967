package dev.ricochet.kit.service;

/**
 * Why a service stopped by itself.
 *
 * @param what the part that failed, for people
 */
public record Failure(String what, Throwable cause) {
    /** One line for people. */
    String sentence() {
        String message = cause.getMessage();
        String reason = message == null ? cause.toString() : cause.getClass().getSimpleName() + ": " + message;
        return what + " failed: " + reason;
    }
}

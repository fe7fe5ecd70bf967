package dev.ricochet.kit.service;

/** What the process tells whoever started it. */
public enum ExitCode {
    /** Stopped because it was asked to, everything closed. */
    CLEAN(0),
    /** Stopped by itself: a part failed, at start or later. */
    FAILED(1),
    /** Never started: the configuration is wrong. */
    CONFIGURATION(2),
    /** Stopped because it was asked to, but not everything closed, or not inside the grace period. */
    NOT_CLOSED(3);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}

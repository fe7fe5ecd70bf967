package dev.ricochet.kit.logging;

import dev.ricochet.kit.config.Settings;

/**
 * Form of the log. Logback reads {@code RICOCHET_LOG_FORMAT} itself, as a system property or environment variable,
 * because it starts before the configuration is read; the declaration here checks and documents it.
 */
public enum LogFormat {
    /** A JSON object a line on standard output. */
    JSON,
    /** For people, on standard output. */
    TEXT,
    /** Warnings and errors only, for people, on standard error: tests and command-line tools. */
    QUIET;

    /** The system property from which every log line takes the service's name. Set before the first logger. */
    public static final String SERVICE_PROPERTY = "ricochet.service";

    public static LogFormat from(Settings settings) {
        return settings.oneOf(
                "RICOCHET_LOG_FORMAT",
                LogFormat.class,
                JSON,
                "How log lines look: an object a line, for people, or for people and only from warnings on.");
    }
}

package dev.ricochet.kit.config;

import org.jspecify.annotations.Nullable;

/**
 * One declared key, as the reference table shows it.
 *
 * @param key name of the environment variable
 * @param form what a value looks like, for people: {@code duration}, {@code port}, {@code one of json, text}
 * @param fallback the value used where none is given; null where one must be given, unless {@code optional}
 * @param optional whether the service runs without a value
 * @param secret whether the value is masked, and may be given as {@code KEY_FILE}
 * @param meaning what the value does
 */
public record Setting(
        String key, String form, @Nullable String fallback, boolean optional, boolean secret, String meaning) {
    static final String FILE_SUFFIX = "_FILE";

    String fileKey() {
        return key + FILE_SUFFIX;
    }

    String shown(String value) {
        return secret ? Secret.MASK : value;
    }
}

package dev.ricochet.gateway.visitor;

import dev.ricochet.schemas.event.Automation;
import org.jspecify.annotations.Nullable;

/**
 * Who follows a link.
 *
 * @param address as text, IPv4 or IPv6
 * @param userAgent cut; so are the referrer and the language
 * @param country ISO 3166-1 alpha-2; null where not known
 */
public record Visitor(
        @Nullable String address,
        @Nullable String userAgent,
        @Nullable String referrer,
        @Nullable String language,
        @Nullable String country,
        Automation automation) {

    /** Characters kept of the user agent and of the referrer. */
    public static final int HEADER_LENGTH = 512;

    /** Characters kept of the accepted languages. */
    public static final int LANGUAGE_LENGTH = 64;
}

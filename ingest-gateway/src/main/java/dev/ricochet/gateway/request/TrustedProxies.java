package dev.ricochet.gateway.request;

import dev.ricochet.kit.config.Settings;
import java.util.Arrays;

/**
 * Proxies of the network's own that stand in front of the gateway.
 *
 * @param blocks their addresses; empty where there are none
 * @param header where they write whom they speak for
 */
public record TrustedProxies(AddressBlocks blocks, Header header) {
    /** Nobody speaks for another. */
    public static final TrustedProxies NONE = new TrustedProxies(AddressBlocks.NONE, Header.X_FORWARDED_FOR);

    /**
     * One of two, and never both: a proxy that writes the one lets the other pass as it came from the visitor, who may have
     * written anything into it.
     */
    public enum Header {
        /** {@code X-Forwarded-For} and {@code X-Forwarded-Proto}. */
        X_FORWARDED_FOR,
        /** {@code Forwarded}, RFC 7239. */
        FORWARDED
    }

    public static TrustedProxies from(Settings settings) {
        return new TrustedProxies(
                settings.parsed(
                        "RICOCHET_GATEWAY_TRUSTED_PROXIES",
                        "",
                        "Proxies of your own in front of the gateway. Only what they say of the caller's address and of"
                                + " HTTPS is believed.",
                        "CIDR blocks separated by commas",
                        TrustedProxies::blocks,
                        AddressBlocks.NONE),
                settings.oneOf(
                        "RICOCHET_GATEWAY_FORWARDED_HEADER",
                        Header.class,
                        Header.X_FORWARDED_FOR,
                        "Where those proxies write the caller's address; the other header is not looked at."));
    }

    private static AddressBlocks blocks(String text) {
        return text.isBlank() ? AddressBlocks.NONE : AddressBlocks.strict(Arrays.asList(text.split(",", -1)));
    }
}

package dev.ricochet.gateway.limit;

import dev.ricochet.kit.config.Settings;

/**
 * Requests per second, each with a burst of one second's worth; 0 for no limit.
 *
 * @param perAddress clicks and postbacks together, of one IPv4 address or one IPv6 /64
 * @param perAdvertiser postbacks for an advertiser whose entry says nothing else
 */
public record RateSettings(int perAddress, int perAdvertiser) {
    /** No limits. */
    public static final RateSettings NONE = new RateSettings(0, 0);

    private static final int MOST = 1_000_000;
    private static final String FORM = "whole number from 0 to " + MOST;

    public static RateSettings from(Settings settings) {
        return new RateSettings(
                settings.parsed(
                        "RICOCHET_GATEWAY_ADDRESS_RATE",
                        "0",
                        "Clicks and postbacks per second that one address may send to this gateway; 0 for no limit. Name"
                                + " your proxies first, or they are the one address.",
                        FORM,
                        RateSettings::rate,
                        0),
                settings.parsed(
                        "RICOCHET_GATEWAY_ADVERTISER_RATE",
                        "0",
                        "Postbacks per second that this gateway takes for an advertiser whose entry has no"
                                + " requests_per_second; 0 for no limit.",
                        FORM,
                        RateSettings::rate,
                        0));
    }

    private static int rate(String text) {
        int rate = Integer.parseInt(text);
        if (rate < 0 || rate > MOST) {
            throw new IllegalArgumentException("out of range");
        }
        return rate;
    }
}

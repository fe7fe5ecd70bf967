package dev.ricochet.gateway.request;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv6.IPv6Address;
import org.jspecify.annotations.Nullable;

/** One IP address as text, and nothing that only looks like one: no block, no range, no short form. */
public final class IpText {
    /** An IPv6 address with an IPv4 one at its end, and some zone that nobody needs, is shorter. */
    private static final int LONGEST = 64;

    private static final IPAddressStringParameters ONE_ADDRESS = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowPrefix(false)
            .allowMask(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .allow_inet_aton(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .toParams();

    private IpText() {}

    /** The address, IPv4 where it is IPv4 in the clothes of IPv6; null for anything else. */
    public static @Nullable IPAddress read(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        IPAddress address = new IPAddressString(text, ONE_ADDRESS).getAddress();
        if (address instanceof IPv6Address six) {
            if (six.hasZone()) {
                return null;
            }
            return six.isIPv4Mapped() ? six.getEmbeddedIPv4Address() : six;
        }
        return address;
    }

    /** As the JDK writes addresses too, so that one address is always the same text. */
    public static String write(IPAddress address) {
        return address.toNormalizedString();
    }
}

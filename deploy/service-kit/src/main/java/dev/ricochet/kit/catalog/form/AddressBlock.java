package dev.ricochet.kit.catalog.form;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;

/** One address or a CIDR block, as text. Ranges such as 1-5.0.0.0 are none: who is meant is within a block, and nobody else. */
final class AddressBlock {
    static final String EXPECTED = "an address or CIDR block such as 203.0.113.0/24 or 2001:db8::/32";

    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowWildcardedSeparator(false)
            .allow_inet_aton(false)
            .toParams();

    private AddressBlock() {}

    static boolean isOne(String text) {
        try {
            IPAddress address = new IPAddressString(text, STRICT).toAddress();
            return address != null && (address.isPrefixed() || !address.isMultiple());
        } catch (AddressStringException | IncompatibleAddressException malformed) {
            return false;
        }
    }
}

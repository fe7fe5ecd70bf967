package dev.ricochet.sink.address;

import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a delivery may go. The texts of refusals are shown to the endpoint's owner, so they say nothing of what was
 * found inside our network.
 *
 * @param loopbackAllowed for tests and the demo: the receiver runs on this machine
 */
public record AddressPolicy(boolean loopbackAllowed) {

    private static final int FIRST_UNPRIVILEGED_PORT = 1024;

    private static final Pattern DOTTED_QUAD =
            Pattern.compile("(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})");
    private static final Pattern LOOKS_LIKE_A_NUMBER = Pattern.compile("(?:[0-9]+|0[xX][0-9a-fA-F]*)");

    /** What may stand in a URL, before any name is resolved. Empty when there is nothing to object to. */
    public Optional<String> objectionTo(String host, int port) {
        if (port != 80 && port != 443 && port < FIRST_UNPRIVILEGED_PORT) {
            return Optional.of("port " + port + " is not one that web servers use");
        }
        if (host.indexOf(':') < 0 && endsInANumber(host) && !dottedQuad(host)) {
            return Optional.of("an IPv4 address must be written as four decimal numbers");
        }
        return Optional.empty();
    }

    /** Whether a connection may go to this address. */
    public boolean allows(InetAddress address) {
        var found = new IPAddressGenerator().from(address.getAddress());
        if (loopbackAllowed && NonPublicNetworks.loopback(found)) {
            return true;
        }
        return !NonPublicNetworks.contain(found);
    }

    /** Whether every address that a name resolves to may be called. One inner address among public ones is an attack, not a mishap. */
    public boolean allowsAll(List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            if (!allows(address)) {
                return false;
            }
        }
        return !addresses.isEmpty();
    }

    /** The rule by which browsers tell addresses from names: what ends in a number is an address, however it is written. */
    private static boolean endsInANumber(String host) {
        String trimmed = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String last = trimmed.substring(trimmed.lastIndexOf('.') + 1);
        return LOOKS_LIKE_A_NUMBER.matcher(last).matches();
    }

    private static boolean dottedQuad(String host) {
        Matcher quad = DOTTED_QUAD.matcher(host);
        if (!quad.matches()) {
            return false;
        }
        for (int group = 1; group <= 4; group++) {
            if (Integer.parseInt(quad.group(group)) > 255) {
                return false;
            }
        }
        return true;
    }
}

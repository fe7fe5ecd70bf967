package dev.ricochet.sink.address;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.format.util.DualIPv4v6Tries;
import java.util.stream.Stream;

/**
 * The networks that no delivery may reach: IANA's special-purpose registries for IPv4 and IPv6, multicast, and every
 * form that carries an IPv4 address inside an IPv6 one (mapped, compatible, translated, 6to4, Teredo), since a gateway
 * on the way may unwrap it.
 */
final class NonPublicNetworks {

    private static final DualIPv4v6Tries LOOPBACK = networks("127.0.0.0/8", "::1/128");

    private static final DualIPv4v6Tries FORBIDDEN = networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by carriers
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link local, cloud metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // automatic multicast tunnelling
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "::/96", // unspecified, loopback, IPv4-compatible
            "::ffff:0:0/96", // IPv4-mapped
            "::ffff:0:0:0/96", // IPv4-translated
            "64:ff9b::/96", // NAT64
            "64:ff9b:1::/48", // NAT64 of a local network
            "100::/64", // discard
            "100:0:0:1::/64", // dummy
            "2001::/23", // protocol assignments, Teredo, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "2620:4f:8000::/48", // AS112
            "3fff::/20", // documentation
            "5f00::/16", // segment routing
            "fc00::/7", // unique local
            "fe80::/10", // link local
            "fec0::/10", // site local
            "ff00::/8"); // multicast

    /** All of IPv6 that is given out for use in public; whatever lies outside is not public whoever names it. */
    private static final IPAddress GLOBAL_UNICAST_V6 = network("2000::/3");

    private NonPublicNetworks() {}

    static boolean loopback(IPAddress address) {
        return LOOPBACK.elementContains(address);
    }

    static boolean contain(IPAddress address) {
        return FORBIDDEN.elementContains(address) || (address.isIPv6() && !GLOBAL_UNICAST_V6.contains(address));
    }

    private static DualIPv4v6Tries networks(String... networks) {
        DualIPv4v6Tries all = new DualIPv4v6Tries();
        Stream.of(networks).map(NonPublicNetworks::network).forEach(all::add);
        return all;
    }

    private static IPAddress network(String text) {
        return new IPAddressString(text).getAddress().toPrefixBlock();
    }
}

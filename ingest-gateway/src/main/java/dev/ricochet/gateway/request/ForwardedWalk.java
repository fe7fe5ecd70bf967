package dev.ricochet.gateway.request;

import inet.ipaddr.IPAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the caller behind trusted proxies: from the right, where the nearest proxy wrote last, over every hop that is
 * trusted itself, to the first that is not. What lies left of that may be the caller's invention and is not read. A hop
 * that cannot be read ends the walk at the one before.
 *
 * <p>Reading from the right also means that nothing in the caller's part, such as a quote that is never closed, changes how
 * the proxies' part is read.
 */
final class ForwardedWalk {
    /** More proxies than stand in any row. */
    static final int MOST_HOPS = 32;

    private static final int LONGEST_HOP = 256;

    private final AddressBlocks trusted;
    private final boolean rfc7239;
    private String client;
    private @Nullable String proto;

    private ForwardedWalk(String peer, AddressBlocks trusted, boolean rfc7239) {
        this.client = peer;
        this.trusted = trusted;
        this.rfc7239 = rfc7239;
    }

    /**
     * @param address of the caller
     * @param proto by which the caller came to the outermost proxy, in lower case, where {@code Forwarded} says it
     */
    record Found(String address, @Nullable String proto) {}

    /**
     * @param peer a trusted proxy, which made the connection
     * @param lines the header's values, in the order in which they came
     */
    static Found from(String peer, List<String> lines, AddressBlocks trusted, TrustedProxies.Header header) {
        ForwardedWalk walk = new ForwardedWalk(peer, trusted, header == TrustedProxies.Header.FORWARDED);
        walk.over(lines);
        return new Found(walk.client, walk.proto);
    }

    private void over(List<String> lines) {
        int hops = 0;
        for (int line = lines.size() - 1; line >= 0; line--) {
            String text = lines.get(line);
            int end = text.length();
            while (end >= 0) {
                int start = startOfHop(text, end);
                if (hops++ == MOST_HOPS
                        || end - start > LONGEST_HOP
                        || !step(text.substring(start, end).strip())) {
                    return;
                }
                end = start - 1;
            }
        }
    }

    /** After the comma before this end that stands in no quotes. */
    private int startOfHop(String text, int end) {
        boolean quoted = false;
        for (int i = end - 1; i >= 0 && end - i <= LONGEST_HOP + 1; i--) {
            char c = text.charAt(i);
            if (c == '"' && rfc7239) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Takes one hop; false where the walk ends, at it or before it. */
    private boolean step(String hop) {
        String node = rfc7239 ? parameter(hop, "for") : hop;
        IPAddress address = node == null ? null : address(node);
        if (address == null) {
            return false;
        }
        client = IpText.write(address);
        if (rfc7239) {
            String said = parameter(hop, "proto");
            proto = said == null ? null : said.toLowerCase(Locale.ROOT);
        }
        return trusted.hold(address);
    }

    /** {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code 2001:db8::1}, {@code [2001:db8::1]}, {@code [2001:db8::1]:80}. */
    private static @Nullable IPAddress address(String node) {
        if (node.startsWith("[")) {
            int close = node.indexOf(']');
            boolean whole = close > 0 && (close + 1 == node.length() || isPort(node, close + 1));
            return whole ? IpText.read(node.substring(1, close)) : null;
        }
        int colon = node.indexOf(':');
        if (colon > 0 && colon == node.lastIndexOf(':')) {
            return isPort(node, colon) ? IpText.read(node.substring(0, colon)) : null;
        }
        return IpText.read(node);
    }

    private static boolean isPort(String node, int colon) {
        int digits = node.length() - colon - 1;
        if (node.charAt(colon) != ':' || digits < 1 || digits > 5) {
            return false;
        }
        for (int i = colon + 1; i < node.length(); i++) {
            if (node.charAt(i) < '0' || node.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The value of {@code name=value} or {@code name="value"} among pairs separated by semicolons, or null. */
    private static @Nullable String parameter(String hop, String name) {
        int start = 0;
        while (start < hop.length()) {
            int semicolon = hop.indexOf(';', start);
            int end = semicolon < 0 ? hop.length() : semicolon;
            int equals = hop.indexOf('=', start);
            if (equals > 0
                    && equals < end
                    && hop.substring(start, equals).strip().equalsIgnoreCase(name)) {
                return unquoted(hop.substring(equals + 1, end).strip());
            }
            start = end + 1;
        }
        return null;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}

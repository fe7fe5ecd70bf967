package dev.ricochet.sink.names;

import java.net.InetAddress;
import java.util.List;

/** What a host's name leads to. */
public sealed interface Addresses {

    /** All of them were judged and allowed. */
    record Allowed(List<InetAddress> addresses) implements Addresses {

        public Allowed {
            addresses = List.copyOf(addresses);
        }
    }

    /** At least one is not public, or the URL is written in a way that hides where it leads. */
    record Forbidden(String detail) implements Addresses {}

    /** The name leads nowhere. */
    record Unknown(String detail) implements Addresses {}

    /** No name server answered in time: nothing is known of the name. */
    record Unasked(String detail) implements Addresses {}
}

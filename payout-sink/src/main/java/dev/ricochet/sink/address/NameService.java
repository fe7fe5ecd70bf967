package dev.ricochet.sink.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks for the addresses of a name. May block. */
@FunctionalInterface
public interface NameService {

    List<InetAddress> lookUp(String host) throws UnknownHostException;

    /** The machine's own resolver, with the Java platform's cache before it. */
    static NameService ofThisMachine() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}

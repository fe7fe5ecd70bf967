package dev.ricochet.sink.names;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;

/** Asks for the addresses of a name, without holding a thread. */
@FunctionalInterface
public interface NameService {

    /**
     * The name's addresses, the preferred ones first. Fails with {@link java.net.UnknownHostException} when the name leads
     * nowhere, and with {@link NameServerSilent} when no name server answered in time.
     */
    Future<List<InetAddress>> lookUp(String host);

    /** Nobody answered: which tells nothing of the name. */
    final class NameServerSilent extends Exception {

        private static final long serialVersionUID = 1L;

        public NameServerSilent() {
            super("no name server answered in time", null, false, false);
        }
    }
}

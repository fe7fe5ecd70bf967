package dev.ricochet.sink.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Finds the addresses of a host and judges them. */
public final class AddressBook {

    private final AddressPolicy policy;
    private final NameService names;

    public AddressBook(AddressPolicy policy, NameService names) {
        this.policy = policy;
        this.names = names;
    }

    /** May block on the name service; never throws for what a host name can cause. */
    public Addresses find(String host, int port) {
        Optional<String> objection = policy.objectionTo(host, port);
        if (objection.isPresent()) {
            return new Addresses.Forbidden(objection.get());
        }
        try {
            List<InetAddress> addresses = names.lookUp(host);
            return policy.allowsAll(addresses)
                    ? new Addresses.Allowed(addresses)
                    : new Addresses.Forbidden("the host does not lead to a public address");
        } catch (UnknownHostException e) {
            return new Addresses.Unknown("the host's name cannot be resolved");
        }
    }
}

package dev.ricochet.sink.names;

import dev.ricochet.sink.address.AddressPolicy;
import io.vertx.core.Future;
import java.util.Optional;

/** Finds the addresses of a host and judges them. */
public final class AddressBook {

    private final AddressPolicy policy;
    private final NameService names;

    public AddressBook(AddressPolicy policy, NameService names) {
        this.policy = policy;
        this.names = names;
    }

    /** The future never fails, whatever a host name can cause. */
    public Future<Addresses> find(String host, int port) {
        Optional<String> objection = policy.objectionTo(host, port);
        if (objection.isPresent()) {
            return Future.succeededFuture(new Addresses.Forbidden(objection.get()));
        }
        return names.lookUp(host)
                .<Addresses>map(addresses -> policy.allowsAll(addresses)
                        ? new Addresses.Allowed(addresses)
                        : new Addresses.Forbidden("the host does not lead to a public address"))
                .otherwise(failure -> failure instanceof NameService.NameServerSilent
                        ? new Addresses.Unasked("no name server answered in time")
                        : new Addresses.Unknown("the host's name cannot be resolved"));
    }
}

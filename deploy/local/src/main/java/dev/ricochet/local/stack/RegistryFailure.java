package dev.ricochet.local.stack;

/** The registry could not be asked. */
public final class RegistryFailure extends RuntimeException {

    RegistryFailure(String url, Exception cause) {
        super("the schema registry at " + url + " cannot be used: " + cause.getMessage(), cause);
    }
}

package dev.ricochet.schemas.serde;

import org.apache.kafka.common.errors.RetriableException;

/** The registry did not answer, or not as a registry. Nothing is wrong with the record: try again. */
public class RegistryUnavailableException extends RetriableException {

    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.ricochet.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The schema that this program writes is not registered under its subject. */
public class UnregisteredSchemaException extends SerializationException {

    private static final long serialVersionUID = 1L;

    UnregisteredSchemaException(String subject, Throwable cause) {
        super(
                "the schema that this version writes is not registered under subject " + subject
                        + "; register it with: deploy/ricochet schemas register",
                cause);
    }
}

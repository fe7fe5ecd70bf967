package dev.ricochet.gateway.admin;

import dev.ricochet.kit.api.Answer;
import dev.ricochet.schemas.event.AuditEvent;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What becomes of a change that somebody asked for. */
sealed interface Decision {

    /** Nothing is written. */
    record Settled(Answer answer) implements Decision {}

    /**
     * To be written.
     *
     * @param entry null deletes
     * @param answer once it is durable
     */
    record Write(String topic, String id, @Nullable SpecificRecord entry, AuditEvent audit, Answer answer)
            implements Decision {}
}

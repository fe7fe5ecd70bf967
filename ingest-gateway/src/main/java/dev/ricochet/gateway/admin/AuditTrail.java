package dev.ricochet.gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.f4b6a3.uuid.alt.GUID;
import dev.ricochet.kit.api.Call.Caller;
import dev.ricochet.kit.catalog.form.CatalogPrinter;
import dev.ricochet.kit.catalog.form.Kind;
import dev.ricochet.schemas.event.AuditAction;
import dev.ricochet.schemas.event.AuditEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Makes the event that tells of a change. No secret is in it, only whether one was changed. */
final class AuditTrail {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CHANGED = "<changed>";

    /** Names of secrets in the form, and in the record. */
    private static final List<Map.Entry<String, String>> SECRETS = List.of(
            Map.entry("token", "token"),
            Map.entry("hmac_secrets", "hmac_secrets"),
            Map.entry("secret", "secrets"),
            Map.entry("secrets", "secrets"));

    private AuditTrail() {}

    /** @param version null where it was deleted */
    static <V extends SpecificRecord> AuditEvent event(
            Caller caller,
            Kind<V> kind,
            String id,
            @Nullable Integer version,
            @Nullable V before,
            @Nullable V after,
            Instant at) {
        return AuditEvent.newBuilder()
                .setEventId(GUID.v7().toString())
                .setAt(at)
                .setActor(caller.actor())
                .setIp(caller.address())
                .setAction(
                        after == null
                                ? AuditAction.DELETED
                                : before == null ? AuditAction.CREATED : AuditAction.CHANGED)
                .setKind(kind.name())
                .setId(id)
                .setVersion(version)
                .setBefore(before == null ? null : json(CatalogPrinter.map(kind, before, at)))
                .setAfter(after == null ? null : json(masked(kind, before, after, at)))
                .build();
    }

    private static <V extends SpecificRecord> Map<String, Object> masked(
            Kind<V> kind, @Nullable V before, V after, Instant at) {
        Map<String, Object> map = CatalogPrinter.map(kind, after, at);
        if (before != null) {
            SECRETS.stream()
                    .filter(name -> map.containsKey(name.getKey()))
                    .filter(name -> !Objects.equals(value(before, name.getValue()), value(after, name.getValue())))
                    .forEach(name -> map.put(name.getKey(), CHANGED));
        }
        return map;
    }

    private static @Nullable Object value(SpecificRecord entry, String field) {
        return entry.get(entry.getSchema().getField(field).pos());
    }

    private static String json(Map<String, Object> map) {
        try {
            return JSON.writeValueAsString(map);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts, lists and maps could not be written as JSON", impossible);
        }
    }
}

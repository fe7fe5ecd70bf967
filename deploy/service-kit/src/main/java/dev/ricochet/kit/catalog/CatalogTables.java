package dev.ricochet.kit.catalog;

import dev.ricochet.schemas.serde.RecordSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** All versions of all entries. For the reader's thread alone. */
final class CatalogTables {
    private final Map<String, CatalogTable<?>> tables = new LinkedHashMap<>();

    CatalogTables(RecordSerdes serdes) {
        Catalog.TOPICS.forEach(topic -> tables.put(topic.name(), new CatalogTable<>(topic, serdes)));
    }

    List<String> topics() {
        return List.copyOf(tables.keySet());
    }

    /**
     * Takes a record.
     *
     * @throws SerializationException if it cannot be decoded; the entry stays as it was
     */
    void apply(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            throw new SerializationException("The record has no key, so it names no entry");
        }
        String id = new String(record.key(), StandardCharsets.UTF_8);
        CatalogTable<?> table = tables.get(record.topic());
        if (table != null) {
            table.apply(id, record.value(), Instant.ofEpochMilli(record.timestamp()));
        }
    }

    void clear() {
        tables.values().forEach(CatalogTable::clear);
    }

    /** True if another version of some entry has come into force since the last snapshot. */
    boolean isDue(Instant now) {
        return tables.values().stream().anyMatch(table -> table.isDue(now));
    }

    /** What is in force now. */
    Catalog snapshot(Instant now) {
        Map<String, Holding<?>> holdings = new HashMap<>();
        tables.forEach((topic, table) -> holdings.put(topic, table.holding(now)));
        return new Catalog(holdings);
    }
}

package dev.ricochet.kit.catalog;

import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** The four topics' newest entries. For the reader's thread alone. */
final class CatalogTables {
    private final CatalogTable<Advertiser> advertisers;
    private final CatalogTable<Affiliate> affiliates;
    private final CatalogTable<Offer> offers;
    private final CatalogTable<Endpoint> endpoints;

    CatalogTables(RecordSerdes serdes) {
        advertisers = new CatalogTable<>(Topics.ADVERTISERS, serdes);
        affiliates = new CatalogTable<>(Topics.AFFILIATES, serdes);
        offers = new CatalogTable<>(Topics.OFFERS, serdes);
        endpoints = new CatalogTable<>(Topics.ENDPOINTS, serdes);
    }

    List<String> topics() {
        return all().stream().map(CatalogTable::topic).toList();
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
        for (CatalogTable<?> table : all()) {
            if (table.topic().equals(record.topic())) {
                table.apply(id, record.value());
            }
        }
    }

    void clear() {
        all().forEach(CatalogTable::clear);
    }

    Catalog snapshot() {
        return new Catalog(advertisers.copy(), affiliates.copy(), offers.copy(), endpoints.copy());
    }

    private List<CatalogTable<?>> all() {
        return List.of(advertisers, affiliates, offers, endpoints);
    }
}

package dev.ricochet.replay;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.catalog.CatalogBuilder;
import dev.ricochet.kit.catalog.form.CatalogParser;
import dev.ricochet.kit.catalog.form.Entries;
import dev.ricochet.kit.catalog.form.InvalidCatalogException;
import dev.ricochet.kit.catalog.form.Kind;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.scan.TopicScan;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** The catalogs of a replay: with its history, and with one version of everything for all times. */
final class Rulebook {

    private Rulebook() {}

    /** Every version that the topics hold. */
    static Catalog asItWas(KafkaConnection kafka) {
        CatalogBuilder catalog = new CatalogBuilder();
        TopicScan scan = new TopicScan(kafka);
        Kind.ALL.forEach(kind -> addAll(catalog, kind.topic(), scan));
        addAll(catalog, Topics.AFFILIATE_TIERS, scan);
        addAll(catalog, Topics.CONVERSION_RATES, scan);
        return catalog.build();
    }

    /** What is in force now, for all times. Affiliates' tiers and conversion rates are no rules: they stay as they were. */
    static Catalog ofToday(KafkaConnection kafka) {
        return forAllTimes(Entries.of(asItWas(kafka).at(Instant.now())), kafka);
    }

    /** What a catalog file says, over what is in force now, for all times. */
    static Catalog ofFile(String yaml, KafkaConnection kafka) throws InvalidCatalogException {
        Entries now = Entries.of(asItWas(kafka).at(Instant.now()));
        return forAllTimes(CatalogParser.parse(yaml, now, false).over(now), kafka);
    }

    private static Catalog forAllTimes(Entries entries, KafkaConnection kafka) {
        CatalogBuilder catalog = new CatalogBuilder();
        Kind.ALL.forEach(kind -> addAll(catalog, kind, entries));
        TopicScan scan = new TopicScan(kafka);
        addAll(catalog, Topics.AFFILIATE_TIERS, scan);
        addAll(catalog, Topics.CONVERSION_RATES, scan);
        return catalog.build();
    }

    private static <V extends SpecificRecord> void addAll(CatalogBuilder catalog, Kind<V> kind, Entries entries) {
        entries.of(kind)
                .values()
                .forEach(entry -> catalog.with(
                        kind.topic(),
                        kind.stamp().stamped(entry, Math.max(1, kind.version().applyAsInt(entry)), Instant.EPOCH)));
    }

    private static <V extends SpecificRecord> void addAll(CatalogBuilder catalog, Topic<V> topic, TopicScan scan) {
        scan.forEach(topic, null, record -> {
            Instant written = Instant.ofEpochMilli(record.timestamp());
            if (record.value() == null) {
                catalog.without(topic, record.key(), written);
            } else {
                catalog.with(topic, record.value(), written);
            }
        });
    }
}

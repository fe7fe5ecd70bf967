package dev.ricochet.local.catalog;

import dev.ricochet.kit.catalog.CatalogFence;
import dev.ricochet.kit.catalog.form.CatalogParser;
import dev.ricochet.kit.catalog.form.CatalogPlan;
import dev.ricochet.kit.catalog.form.Change;
import dev.ricochet.kit.catalog.form.Entries;
import dev.ricochet.kit.catalog.form.InvalidCatalogException;
import dev.ricochet.kit.catalog.form.Kind;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.scan.TopicScan;
import dev.ricochet.schemas.serde.RecordSerdes;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The catalog topics: reads what was written last, writes what changes. */
public final class CatalogTopics {
    private final KafkaConnection kafka;
    private final RecordSerdes serdes;

    public CatalogTopics(KafkaConnection kafka) {
        this.kafka = kafka;
        this.serdes = kafka.serdes();
    }

    /** What was written last of every entry, in force or planned for later. */
    public Entries read() {
        return read(new TopicScan(kafka));
    }

    /** The same, by a scan that may pass over what cannot be read: for who only looks. */
    public static Entries read(TopicScan scan) {
        Entries entries = Entries.NONE;
        for (Kind<?> kind : Kind.ALL) {
            entries = read(scan, kind, entries);
        }
        return entries;
    }

    /**
     * Parses the file against what holds and writes the difference, all of it or nothing.
     *
     * @throws IOException if the broker did not take it, or somebody else changed the catalog meanwhile
     */
    public CatalogReport apply(String yaml, boolean prune) throws InvalidCatalogException, IOException {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config(), new StringSerializer(), new ByteArraySerializer())) {
            // Before the catalog is read: who changes it after that makes the commit fail.
            producer.initTransactions();
            Entries present = read();
            CatalogPlan plan = CatalogPlan.of(CatalogParser.parse(yaml, present, prune), present, Instant.now(), prune);
            write(producer, plan);
            return CatalogReport.of(plan);
        } catch (ProducerFencedException overtaken) {
            throw new IOException("somebody else changed the catalog meanwhile; apply the file again", overtaken);
        }
    }

    private static <V extends SpecificRecord> Entries read(TopicScan scan, Kind<V> kind, Entries before) {
        Map<String, V> entries = new LinkedHashMap<>();
        scan.forEach(kind.topic(), null, record -> {
            if (record.value() == null) {
                entries.remove(record.key());
            } else {
                entries.put(record.key(), record.value());
            }
        });
        return before.with(kind, entries);
    }

    private void write(KafkaProducer<String, byte[]> producer, CatalogPlan plan) throws IOException {
        List<Future<?>> writes = new ArrayList<>();
        try {
            producer.beginTransaction();
            plan.kinds().forEach(kind -> send(producer, kind, writes));
            producer.flush();
            for (Future<?> write : writes) {
                write.get();
            }
            producer.commitTransaction();
        } catch (ExecutionException refused) {
            throw new IOException("the broker did not take a catalog entry: " + refused.getMessage(), refused);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the catalog was written; apply the file again", stop);
        }
    }

    private <V extends SpecificRecord> void send(
            KafkaProducer<String, byte[]> producer, CatalogPlan.KindPlan<V> plan, List<Future<?>> writes) {
        String topic = plan.kind().topic().name();
        for (Change<V> change : plan.changes()) {
            if (change instanceof Change.Created<V> created) {
                writes.add(producer.send(new ProducerRecord<>(topic, change.id(), bytes(plan, created.entry()))));
            } else if (change instanceof Change.Changed<V> changed) {
                writes.add(producer.send(new ProducerRecord<>(topic, change.id(), bytes(plan, changed.entry()))));
            } else if (change instanceof Change.Removed<V>) {
                writes.add(producer.send(new ProducerRecord<>(topic, change.id(), null)));
            }
        }
    }

    private <V extends SpecificRecord> byte[] bytes(CatalogPlan.KindPlan<V> plan, V entry) {
        return serdes.of(plan.kind().topic())
                .serializer()
                .serialize(plan.kind().topic().name(), entry);
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>(kafka.base("ricochet-catalog"));
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, CatalogFence.TRANSACTIONAL_ID);
        return config;
    }
}

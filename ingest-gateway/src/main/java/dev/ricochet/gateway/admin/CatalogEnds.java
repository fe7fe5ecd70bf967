package dev.ricochet.gateway.admin;

import dev.ricochet.kit.catalog.form.Kind;
import dev.ricochet.kit.kafka.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Where the catalog topics that people write end at this moment; each has one partition. */
final class CatalogEnds implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final Admin admin;
    private final Map<TopicPartition, OffsetSpec> asked = new HashMap<>();

    private CatalogEnds(Admin admin) {
        this.admin = admin;
        Kind.ALL.forEach(kind -> asked.put(new TopicPartition(kind.topic().name(), 0), OffsetSpec.latest()));
    }

    static CatalogEnds open(KafkaConnection kafka, String service) {
        return new CatalogEnds(Admin.create(kafka.base(service + "-catalog-ends")));
    }

    /** Up to what is committed. Waits for the brokers. */
    Map<TopicPartition, Long> now() throws InterruptedException, ExecutionException {
        ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        options.timeoutMs(PATIENCE_MILLIS);
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(asked, options).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    @Override
    public void close() {
        admin.close(CLOSE_WITHIN);
    }
}

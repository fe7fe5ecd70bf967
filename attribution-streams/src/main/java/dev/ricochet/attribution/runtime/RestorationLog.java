package dev.ricochet.attribution.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when the state of a partition begins to be restored, and what it took. */
final class RestorationLog implements StateRestoreListener {

    private static final Logger LOG = LoggerFactory.getLogger(RestorationLog.class);

    private final String role;
    private final Map<TopicPartition, Long> startedAt = new ConcurrentHashMap<>();

    RestorationLog(String role) {
        this.role = role;
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        startedAt.put(partition, System.nanoTime());
        LOG.atInfo()
                .addKeyValue("role", role)
                .addKeyValue("store", store)
                .addKeyValue("partition", partition)
                .addKeyValue("from_offset", from)
                .addKeyValue("to_offset", to)
                .log("restoring state");
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long to, long records) {
        LOG.atDebug()
                .addKeyValue("store", store)
                .addKeyValue("partition", partition)
                .addKeyValue("to_offset", to)
                .log("restored a batch");
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long records) {
        Long since = startedAt.remove(partition);
        LOG.atInfo()
                .addKeyValue("role", role)
                .addKeyValue("store", store)
                .addKeyValue("partition", partition)
                .addKeyValue("records", records)
                .addKeyValue("took_ms", since == null ? -1 : (System.nanoTime() - since) / 1_000_000)
                .log("state restored");
    }
}

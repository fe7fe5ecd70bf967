package dev.ricochet.gateway.publish;

import org.apache.kafka.clients.producer.ProducerRecord;

/** How much room a record is counted with, in memory and on disk. */
public final class RecordSize {
    /** What a batch or an entry adds to key and value: record header, timestamps, topic, our one header. */
    private static final int OVERHEAD_BYTES = 160;

    private RecordSize() {}

    public static long of(ProducerRecord<byte[], byte[]> record) {
        return (long) record.key().length + record.value().length + OVERHEAD_BYTES;
    }
}

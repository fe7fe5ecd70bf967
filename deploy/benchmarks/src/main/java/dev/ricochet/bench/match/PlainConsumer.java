package dev.ricochet.bench.match;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.rocksdb.util.SizeUnit;

/**
 * The limit: one consumer that writes what it reads into one RocksDB, a poll in a batch, and does nothing else. No
 * offsets, no expiry, no look-ups, no tasks that could move.
 */
final class PlainConsumer implements Contender {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int BATCH = 1_000;

    private final TestBed bed;
    private final String topic;
    private final int partitions;
    private final long clicks;

    PlainConsumer(TestBed bed, String topic, int partitions, long clicks) {
        this.bed = bed;
        this.topic = topic;
        this.partitions = partitions;
        this.clicks = clicks;
    }

    @Override
    public String name() {
        return "plain consumer";
    }

    @Override
    public double takeIn(int round) throws Exception {
        Path directory = bed.stateOf(stateName(round));
        Files.createDirectories(directory);
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        try (Options options = options();
                RocksDB db = RocksDB.open(options, directory.toString());
                KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            long start = System.nanoTime();
            for (long taken = 0; taken < clicks; records = consumer.poll(POLL)) {
                taken += records.count();
                write(db, records);
            }
            try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
                db.flush(wait);
            }
            return clicks / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static void write(RocksDB db, ConsumerRecords<byte[], byte[]> records) throws RocksDBException {
        try (WriteOptions withoutLog = new WriteOptions().setDisableWAL(true);
                WriteBatch batch = new WriteBatch()) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                batch.put(record.key(), record.value());
                if (batch.count() == BATCH) {
                    db.write(withoutLog, batch);
                    batch.clear();
                }
            }
            db.write(withoutLog, batch);
        }
    }

    private static Options options() {
        return new Options()
                .setCreateIfMissing(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(32 * SizeUnit.MB)
                .setMaxWriteBufferNumber(4)
                .setLevel0FileNumCompactionTrigger(8)
                .setMaxBytesForLevelBase(SizeUnit.GB)
                .setTargetFileSizeBase(128 * SizeUnit.MB)
                .setMaxBackgroundJobs(2);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bed.stack().bootstrapServers(),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        4 * 1024 * 1024,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        16 * 1024 * 1024),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}

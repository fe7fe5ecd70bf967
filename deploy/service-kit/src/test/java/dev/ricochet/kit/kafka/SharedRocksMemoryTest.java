package dev.ricochet.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactionStyle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

class SharedRocksMemoryTest {

    private static final int KEYS = 1_000;

    @TempDir
    private Path directory;

    @Test
    void shouldAnswerFromFiltersForWhatIsNotThereInTheOldestFilesToo() throws Exception {
        try (Statistics statistics = new Statistics();
                BloomFilter filter = new BloomFilter();
                Options options = asKafkaSets(filter)) {
            new SharedRocksMemory().setConfig("store", options, Map.of());
            options.setStatistics(statistics);
            try (RocksDB store = RocksDB.open(options, directory.toString())) {
                for (int i = 0; i < KEYS; i++) {
                    store.put(key(i), new byte[100]);
                }
                store.compactRange();
                for (int i = 0; i < KEYS; i++) {
                    assertThat(store.get(key(i))).isNotNull();
                }
                assertThat(statistics.getAndResetTickerCount(TickerType.BLOOM_FILTER_USEFUL))
                        .isZero();
                for (int i = 0; i < KEYS; i++) {
                    assertThat(store.get(key(KEYS + i))).isNull();
                }
                assertThat(statistics.getTickerCount(TickerType.BLOOM_FILTER_USEFUL))
                        .isGreaterThan(KEYS * 9 / 10);
            }
        }
    }

    private static Options asKafkaSets(BloomFilter filter) {
        return new Options()
                .setCreateIfMissing(true)
                .setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(filter))
                .setCompactionStyle(CompactionStyle.UNIVERSAL)
                .setOptimizeFiltersForHits(true);
    }

    private static byte[] key(int number) {
        return ("key-" + number).getBytes(StandardCharsets.UTF_8);
    }
}

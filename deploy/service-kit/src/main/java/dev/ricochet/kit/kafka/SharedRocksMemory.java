package dev.ricochet.kit.kafka;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.util.SizeUnit;

/**
 * Bounds the native memory of all ordinary stores of this process together, however many partitions it has. Kafka
 * Streams makes one of these a store, so what they share is static. A store that has its own memory is not counted.
 */
public final class SharedRocksMemory implements RocksDBConfigSetter {

    static {
        RocksDB.loadLibrary();
    }

    private static final long TOTAL = 128 * SizeUnit.MB;
    /** Of a memtable's memory. Most look-ups ask for what is not there, and need not search the memtables for it. */
    private static final double MEMTABLE_BLOOM_FILTER = 0.1;

    private static final Cache CACHE = new LRUCache(TOTAL);
    // No stalls: over budget, a store that is written to flushes early what it has gathered.
    private static final WriteBufferManager MEMTABLES = new WriteBufferManager(TOTAL / 2, CACHE, false);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(MEMTABLES);
        options.setWriteBufferSize(4 * SizeUnit.MB);
        options.setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_FILTER);
        options.setMemtableWholeKeyFiltering(true);
        // Kafka leaves the oldest level, where most keys are, without filters: each look-up in vain would read a block.
        options.setOptimizeFiltersForHits(false);
    }

    @Override
    public void close(String storeName, Options options) {
        // Cache and write buffer manager live as long as the process.
    }
}

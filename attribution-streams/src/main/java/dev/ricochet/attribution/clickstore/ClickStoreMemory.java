package dev.ricochet.attribution.clickstore;

import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.Env;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.Priority;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.util.SizeUnit;

/**
 * The native memory of all segments of all partitions of this process: one cache, and one budget for memtables that is
 * part of it. It is made by the first store and lives as long as the process, since segments of any store may use it.
 */
final class ClickStoreMemory {

    static {
        RocksDB.loadLibrary();
    }

    private static @Nullable ClickStoreMemory shared;

    private final Cache cache;
    private final WriteBufferManager memtables;
    private final long memtableBytes;
    private final BloomFilter filter = new BloomFilter(10);

    private ClickStoreMemory(ClickStoreSettings settings) {
        cache = new LRUCache(settings.cacheBytes());
        // A stall would stop every partition of the process; over budget, RocksDB flushes the fullest memtable instead.
        memtables = new WriteBufferManager(settings.memtableBytes(), cache, false);
        memtableBytes = settings.memtableBytes();
        int processors = Runtime.getRuntime().availableProcessors();
        Env.getDefault().setBackgroundThreads(Math.max(2, processors / 2), Priority.LOW);
        Env.getDefault().setBackgroundThreads(Math.max(1, processors / 4), Priority.HIGH);
    }

    static synchronized ClickStoreMemory shared(ClickStoreSettings settings) {
        ClickStoreMemory memory = shared;
        if (memory == null) {
            memory = new ClickStoreMemory(settings);
            shared = memory;
        }
        return memory;
    }

    /** Options for one segment; whoever opens the segment closes them after it. */
    Options options() {
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                // Indexes and filters in the cache too, in parts: memory stays bounded however many clicks there are.
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinTopLevelIndexAndFilter(true)
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setPartitionFilters(true)
                // An early postback asks for a click that is not there: the filter answers without a disk read.
                .setFilterPolicy(filter)
                .setOptimizeFiltersForMemory(true)
                .setBlockSize(16 * SizeUnit.KB)
                .setFormatVersion(5);
        return new Options()
                .setCreateIfMissing(true)
                .setTableFormatConfig(table)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferManager(memtables)
                .setWriteBufferSize(Math.max(SizeUnit.MB, Math.min(32 * SizeUnit.MB, memtableBytes / 3)))
                .setMaxWriteBufferNumber(4)
                // One thread writes a segment: nothing is gained by making room for several.
                .setAllowConcurrentMemtableWrite(false)
                // Ids are ordered by time, so files hardly overlap and need merging only to stay few.
                .setLevel0FileNumCompactionTrigger(8)
                .setMaxBytesForLevelBase(SizeUnit.GB)
                .setTargetFileSizeBase(128 * SizeUnit.MB)
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(64)
                .setSkipStatsUpdateOnDbOpen(true)
                .setStatsDumpPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
                .setKeepLogFileNum(1);
    }

    /** Bytes of memory in use, for a gauge. */
    long usedBytes() {
        return cache.getUsage();
    }
}

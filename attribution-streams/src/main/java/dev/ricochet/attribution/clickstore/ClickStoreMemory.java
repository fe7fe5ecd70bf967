package dev.ricochet.attribution.clickstore;

import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.Env;
import org.rocksdb.HistogramType;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.Priority;
import org.rocksdb.RocksDB;
import org.rocksdb.Statistics;
import org.rocksdb.StatsLevel;
import org.rocksdb.TickerType;
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

    private static final Map<Budget, ClickStoreMemory> SHARED = new ConcurrentHashMap<>();

    private record Budget(long cacheBytes, long memtableBytes) {}

    private final Cache cache;
    private final WriteBufferManager memtables;
    private final long memtableBytes;
    private final BloomFilter filter = new BloomFilter(10);

    // Tickers alone: a look-up adds to a few of them, a batch of writes once to each.
    private final Statistics statistics = new Statistics(EnumSet.allOf(HistogramType.class));
    private final ExecutorService flusher = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "click-flush");
        thread.setDaemon(true);
        return thread;
    });

    private ClickStoreMemory(Budget budget) {
        cache = new LRUCache(budget.cacheBytes());
        // A stall would stop every partition of the process; over budget, RocksDB flushes the fullest memtable instead.
        memtables = new WriteBufferManager(budget.memtableBytes(), cache, false);
        memtableBytes = budget.memtableBytes();
        statistics.setStatsLevel(StatsLevel.EXCEPT_DETAILED_TIMERS);
        int processors = Runtime.getRuntime().availableProcessors();
        Env.getDefault().setBackgroundThreads(Math.max(2, processors / 2), Priority.LOW);
        Env.getDefault().setBackgroundThreads(Math.max(1, processors / 4), Priority.HIGH);
    }

    /** The one of this process for these bounds. */
    static ClickStoreMemory shared(ClickStoreSettings settings) {
        return SHARED.computeIfAbsent(
                new Budget(settings.cacheBytes(), settings.memtableBytes()), ClickStoreMemory::new);
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
                .setStatistics(statistics)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferManager(memtables)
                .setWriteBufferSize(Math.max(SizeUnit.MB, Math.min(32 * SizeUnit.MB, memtableBytes / 3)))
                .setMaxWriteBufferNumber(4)
                // One thread writes a segment: nothing is gained by making room for several.
                .setAllowConcurrentMemtableWrite(false)
                // Ids are ordered by time, so files hardly overlap and are merged only to stay few. By levels they
                // would not:
                // a quiet partition flushes 2,880 small files a day, which move down side by side and are never joined.
                .setCompactionStyle(CompactionStyle.UNIVERSAL)
                .setLevel0FileNumCompactionTrigger(8)
                .setTargetFileSizeBase(128 * SizeUnit.MB)
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(64)
                .setSkipStatsUpdateOnDbOpen(true)
                .setStatsDumpPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
                .setKeepLogFileNum(1);
    }

    /** Where stores bring their clicks to disk, one after the other: they share the disk. */
    Executor flusher() {
        return flusher;
    }

    double filtered() {
        return statistics.getTickerCount(TickerType.BLOOM_FILTER_USEFUL);
    }

    double blocksFromMemory() {
        return statistics.getTickerCount(TickerType.BLOCK_CACHE_HIT);
    }

    double blocksFromDisk() {
        return statistics.getTickerCount(TickerType.BLOCK_CACHE_MISS);
    }

    /** Bytes of memory in use, for a gauge. */
    long usedBytes() {
        return cache.getUsage();
    }
}

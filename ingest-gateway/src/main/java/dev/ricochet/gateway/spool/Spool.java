package dev.ricochet.gateway.spool;

import dev.ricochet.gateway.metrics.SpoolMeters;
import dev.ricochet.gateway.publish.InFlightBytes;
import dev.ricochet.gateway.publish.RecordSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * Takes records from all threads at once and brings them to disk, many with one sync: while a batch is being synced the next
 * one gathers, so that the disk's slowness makes batches larger and not the queue longer.
 */
public final class Spool implements AutoCloseable {
    /** What may wait for the disk in memory. */
    private static final long MOST_WAITING_BYTES = 16L << 20;

    private static final int MOST_IN_BATCH = 4_096;
    private static final long IDLE_LOOK_MILLIS = 100;
    private static final long HEAL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Storage storage;
    private final Aside aside;
    private final SpoolMeters meters;
    private final long mostBytes;
    private final InFlightBytes waiting = new InFlightBytes(MOST_WAITING_BYTES);
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile boolean closing;

    /** Is told what became of a record, on the thread that knows. */
    public interface Listener {
        /** It is on disk, synced. */
        void held(long sequence);

        /** It is not in the spool and will not be, though after a failed write a trace of it may be on the disk. */
        void refused(String why);

        /** Asked before it is written: true where Kafka has it by now. */
        boolean isSettled();
    }

    private record Waiting(ProducerRecord<byte[], byte[]> record, Listener listener, long bytes) {}

    private Spool(SpoolDirectory directory, long mostBytes, SpoolMeters meters, Consumer<Throwable> onDefect) {
        this.storage = new Storage(directory, meters);
        this.aside = new Aside(directory.aside());
        this.mostBytes = mostBytes;
        this.meters = meters;
        this.writer = new Thread(() -> run(onDefect), "spool writer");
    }

    /**
     * Opens what is there, mended where it is damaged. Where the disk does not let it, the spool takes nothing until it
     * does.
     *
     * @param onDefect is told of what should never happen; the spool is dead then
     * @throws IllegalStateException if the directory cannot be used at all
     */
    public static Spool open(SpoolSettings settings, SpoolMeters meters, Consumer<Throwable> onDefect) {
        SpoolDirectory directory = SpoolDirectory.take(settings.directory());
        Spool spool = new Spool(directory, settings.mostBytes(), meters, onDefect);
        spool.storage.open();
        Depth depth = spool.storage.depth();
        meters.depth(depth::records, depth::bytes, () -> depth.oldestAgeSeconds(System.currentTimeMillis()));
        spool.writer.start();
        return spool;
    }

    /** Never waits. */
    public void offer(ProducerRecord<byte[], byte[]> record, Listener listener) {
        long bytes = RecordSize.of(record);
        String why = whyNot(bytes);
        if (why != null) {
            meters.turnedAway();
            listener.refused(why);
            return;
        }
        queue.add(new Waiting(record, listener, bytes));
    }

    private @Nullable String whyNot(long bytes) {
        if (closing) {
            return "the spool is closed";
        }
        if (!storage.isTaking()) {
            return "the spool's disk fails: " + storage.trouble();
        }
        if (storage.depth().bytes() + waiting.taken() + bytes > mostBytes) {
            return "the spool is full, " + mostBytes + " bytes";
        }
        return waiting.tryTake(bytes) ? null : MOST_WAITING_BYTES + " bytes wait for the spool's disk already";
    }

    /** Whether it takes records, as far as is known before one is offered. */
    public boolean isTaking() {
        return !closing && storage.isTaking() && storage.depth().bytes() < mostBytes;
    }

    /** Why it does not. */
    public String trouble() {
        Exception trouble = storage.trouble();
        return trouble == null ? "the spool is full or closed" : "the spool's disk fails: " + trouble.getMessage();
    }

    Storage storage() {
        return storage;
    }

    Aside aside() {
        return aside;
    }

    private void run(Consumer<Throwable> onDefect) {
        try {
            List<Waiting> batch = new ArrayList<>();
            long healAt = System.nanoTime();
            while (!closing || !queue.isEmpty()) {
                Waiting first = queue.poll(IDLE_LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, MOST_IN_BATCH - 1);
                    write(batch);
                    batch.clear();
                }
                if (!storage.isTaking() && System.nanoTime() - healAt > 0) {
                    storage.heal();
                    healAt = System.nanoTime() + HEAL_EVERY_NANOS;
                }
            }
        } catch (Throwable defect) {
            onDefect.accept(defect);
        }
    }

    private void write(List<Waiting> batch) {
        List<Waiting> wanted = new ArrayList<>(batch.size());
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(batch.size());
        for (Waiting one : batch) {
            if (!one.listener().isSettled()) {
                wanted.add(one);
                records.add(one.record());
            }
        }
        try {
            if (!records.isEmpty()) {
                long start = System.nanoTime();
                long sequence = storage.append(records);
                meters.written(records.size(), System.nanoTime() - start);
                for (Waiting one : wanted) {
                    one.listener().held(sequence++);
                }
            }
        } catch (RocksDBException e) {
            for (Waiting one : wanted) {
                meters.turnedAway();
                one.listener().refused("the spool's disk fails: " + e.getMessage());
            }
        } finally {
            batch.forEach(one -> waiting.giveBack(one.bytes()));
        }
    }

    /** Returns when all that was offered is on disk, and everything is closed. Whoever replays must have stopped. */
    @Override
    public void close() throws IOException {
        closing = true;
        try {
            writer.join();
        } catch (InterruptedException e) {
            // Out of time, and the writer still uses the files: as with a kill, what was acknowledged is synced.
            Thread.currentThread().interrupt();
            return;
        }
        storage.close();
    }
}

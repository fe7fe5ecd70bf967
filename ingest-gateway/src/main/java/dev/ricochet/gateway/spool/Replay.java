package dev.ricochet.gateway.spool;

import dev.ricochet.gateway.metrics.SpoolMeters;
import dev.ricochet.gateway.spool.EntryForm.CorruptEntryException;
import dev.ricochet.gateway.spool.SpoolStore.Raw;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the spool's entries to Kafka in their order, a page at a time, and removes a page once all of it is acknowledged.
 *
 * <p>After a failure a page is small, and waits in the producer until Kafka is back or the producer gives it up; then pages
 * grow again. So an outage costs little memory, and Kafka's return shows by itself. Where only some entries of a page fail (a
 * partition is away, the others are not) the page grows over those that pass, up to its limit, and what failed is sent
 * again; what lies behind the page waits, because to pass it by would turn the order of one order's reports around.
 */
final class Replay {
    private static final Logger log = LoggerFactory.getLogger(Replay.class);
    private static final int SMALLEST_PAGE = 64;
    private static final int LARGEST_PAGE = 2_048;
    private static final long LARGEST_PAGE_BYTES = 2L << 20;
    private static final long IDLE_MILLIS = 20;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Storage storage;
    private final Producer<byte[], byte[]> producer;
    private final Set<String> topics;
    private final KafkaTrust trust;
    private final SpoolMeters meters;
    private final Aside aside;

    /** Acknowledged by the direct way, after all. */
    private final Set<Long> superseded = ConcurrentHashMap.newKeySet();

    /** Done with, in a page of which other entries failed. */
    private final Set<Long> done = new HashSet<>();

    private volatile long position;
    private int pageSize = SMALLEST_PAGE;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private volatile boolean stopping;

    /** @param topics that the gateway writes to, and whose partitions the producer knows */
    Replay(
            Storage storage,
            Producer<byte[], byte[]> producer,
            Set<String> topics,
            KafkaTrust trust,
            SpoolMeters meters,
            Aside aside) {
        this.storage = storage;
        this.producer = producer;
        this.topics = Set.copyOf(topics);
        this.trust = trust;
        this.meters = meters;
        this.aside = aside;
    }

    /** Kafka has this entry by now; it need not be sent unless that has happened. */
    void forget(long sequence) {
        if (sequence >= position) {
            superseded.add(sequence);
        }
    }

    /** Runs until it is told to stop. */
    void run(Consumer<Throwable> onDefect) {
        try {
            while (!stopping) {
                TimeUnit.MILLISECONDS.sleep(step());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable defect) {
            onDefect.accept(defect);
        }
    }

    /** What was sent and is not acknowledged stays in the spool. Interrupt the thread after it. */
    void stop() {
        stopping = true;
    }

    /** Sends a page and returns how long to wait before the next. */
    long step() throws InterruptedException {
        List<Raw> page = storage.read(position, pageSize, LARGEST_PAGE_BYTES);
        if (page.isEmpty()) {
            return IDLE_MILLIS;
        }
        int before = done.size();
        boolean complete = trySend(page);
        if (complete) {
            remove(page);
            pauseMillis = FIRST_PAUSE_MILLIS;
        }
        boolean progress = complete || done.size() > before;
        pageSize = progress ? Math.min(LARGEST_PAGE, pageSize * 2) : SMALLEST_PAGE;
        if (progress) {
            trust.replayed(storage.depth().records() == 0);
        } else {
            trust.replayFailed();
        }
        return complete ? 0 : nextPause();
    }

    private long nextPause() {
        long pause = pauseMillis;
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
        return pause;
    }

    private boolean trySend(List<Raw> page) throws InterruptedException {
        try {
            return send(page);
        } catch (IOException e) {
            log.atError().setCause(e).log("An entry of the spool cannot be put aside");
        } catch (KafkaException | IllegalStateException e) {
            log.atWarn().addKeyValue("why", e.toString()).log("Kafka's producer takes no entry of the spool");
        }
        return false;
    }

    private void remove(List<Raw> page) {
        long bytes = 0;
        int byTheDirectWay = 0;
        for (Raw raw : page) {
            bytes += raw.bytes();
            long sequence = Storage.sequenceOf(raw);
            if (!done.contains(sequence)) {
                byTheDirectWay++;
            }
        }
        long after = Storage.sequenceOf(page.get(page.size() - 1)) + 1;
        position = after;
        done.clear();
        superseded.removeIf(sequence -> sequence < after);
        meters.superseded(byTheDirectWay);
        storage.remove(after, page.size(), bytes);
    }

    private record Sent(Raw raw, long sequence, Future<RecordMetadata> acknowledgement) {}

    /** True if nothing of the page is needed here any more. */
    private boolean send(List<Raw> page) throws InterruptedException, IOException {
        List<Sent> sent = new ArrayList<>(page.size());
        boolean first = true;
        for (Raw raw : page) {
            long sequence = Storage.sequenceOf(raw);
            Entry entry = done.contains(sequence) || superseded.contains(sequence) ? null : entry(sequence, raw);
            if (entry != null) {
                if (first) {
                    first = false;
                    storage.depth().oldest(entry.record().timestamp());
                }
                sent.add(new Sent(raw, sequence, producer.send(entry.record())));
            }
        }
        boolean complete = true;
        for (Sent one : sent) {
            complete &= isDone(one);
        }
        return complete;
    }

    private boolean isDone(Sent one) throws InterruptedException, IOException {
        try {
            var unused = one.acknowledgement().get();
            meters.replayed(1);
            done.add(one.sequence());
            return true;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (isForEver(cause)) {
                putAside("refused", one.sequence(), one.raw(), String.valueOf(cause));
                return true;
            }
            log.atWarn()
                    .addKeyValue("why", String.valueOf(cause))
                    .log("Kafka did not acknowledge an entry of the spool");
            return false;
        }
    }

    /** Null where it was put aside. */
    private @Nullable Entry entry(long sequence, Raw raw) throws IOException {
        try {
            Entry entry = EntryForm.read(sequence, raw.value());
            if (topics.contains(entry.record().topic())) {
                return entry;
            }
            putAside(
                    "refused",
                    sequence,
                    raw,
                    "no topic of ours: " + entry.record().topic());
        } catch (CorruptEntryException e) {
            putAside("corrupt", sequence, raw, String.valueOf(e.getMessage()));
        }
        return null;
    }

    private void putAside(String kind, long sequence, Raw raw, String why) throws IOException {
        aside.keep(kind, sequence, raw.value(), why);
        done.add(sequence);
        if (kind.equals("refused")) {
            meters.refused();
        } else {
            meters.corrupt(1);
        }
    }

    /** However often it is sent. */
    private static boolean isForEver(@Nullable Throwable cause) {
        return cause instanceof RecordTooLargeException
                || cause instanceof InvalidRecordException
                || cause instanceof InvalidTimestampException;
    }
}

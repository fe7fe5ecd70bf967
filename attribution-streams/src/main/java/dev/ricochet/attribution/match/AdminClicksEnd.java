package dev.ricochet.attribution.match;

import dev.ricochet.schemas.topic.Topics;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker where the partitions of the clicks topic begin and end. Nobody waits for it: a partition that is
 * asked for is measured in the background, once at a time, and not at all while nobody asks.
 */
public final class AdminClicksEnd implements ClicksEnd {

    private static final Logger LOG = LoggerFactory.getLogger(AdminClicksEnd.class);
    private static final long PAUSE_MILLIS = 200;
    private static final long PATIENCE_SECONDS = 10;

    private final Admin admin;
    private final Clock clock;
    private final Map<Integer, Measurement> measured = new ConcurrentHashMap<>();
    private final Map<Integer, Boolean> wanted = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;

    private AdminClicksEnd(Admin admin, Clock clock) {
        this.admin = admin;
        this.clock = clock;
        this.thread = new Thread(this::run, "clicks-end");
        thread.setDaemon(true);
    }

    /** Starts asking. */
    public static AdminClicksEnd start(Admin admin, Clock clock) {
        AdminClicksEnd end = new AdminClicksEnd(admin, clock);
        end.thread.start();
        return end;
    }

    @Override
    public @Nullable Measurement since(int partition, long millis) {
        Measurement last = measured.get(partition);
        if (last != null && last.atMillis() >= millis) {
            return last;
        }
        wanted.put(partition, true);
        return null;
    }

    /** Ends the asking and closes the client. */
    public void close() throws InterruptedException {
        closed.set(true);
        thread.interrupt();
        thread.join();
        admin.close();
    }

    private void run() {
        while (!closed.get()) {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                if (!wanted.isEmpty()) {
                    measure();
                }
            } catch (InterruptedException stopping) {
                LOG.debug("told to stop", stopping);
            } catch (ExecutionException | TimeoutException | RuntimeException unanswered) {
                // Holds last longer until the broker answers.
                LOG.warn("broker does not tell the end of the clicks topic, will ask again", unanswered);
            }
        }
    }

    private void measure() throws ExecutionException, InterruptedException, TimeoutException {
        long before = clock.millis();
        Map<TopicPartition, OffsetSpec> beginnings = new HashMap<>();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (Integer partition : wanted.keySet()) {
            TopicPartition clicks = new TopicPartition(Topics.CLICKS.name(), partition);
            beginnings.put(clicks, OffsetSpec.earliest());
            ends.put(clicks, OffsetSpec.latest());
        }
        Map<TopicPartition, ListOffsetsResultInfo> end =
                admin.listOffsets(ends).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, ListOffsetsResultInfo> beginning =
                admin.listOffsets(beginnings).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        end.forEach((clicks, latest) -> {
            ListOffsetsResultInfo earliest = beginning.get(clicks);
            if (earliest != null) {
                measured.put(clicks.partition(), new Measurement(before, earliest.offset(), latest.offset()));
                wanted.remove(clicks.partition());
            }
        });
    }
}

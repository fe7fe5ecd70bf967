package dev.ricochet.gateway.front;

import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.gateway.publish.TopicWriter;
import dev.ricochet.kit.trace.Traceparent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;

/** Stands for Kafka: keeps what is written, and answers as it is told to. */
final class RecordedWrites<V extends SpecificRecord> implements TopicWriter<V> {
    private final List<V> records = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();
    private volatile boolean forgetting;
    private volatile boolean broken;
    private volatile long workNanos;
    private volatile Future<PublishResult> answer = Future.succeededFuture(PublishResult.DURABLE);

    @Override
    public Future<PublishResult> write(String key, V record, Traceparent trace) {
        if (broken) {
            throw new IllegalStateException("a defect, as the test wants it");
        }
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < workNanos) {
            Thread.onSpinWait();
        }
        if (!forgetting) {
            records.add(record);
            keys.add(key);
        }
        Future<PublishResult> now = answer;
        if (!now.isComplete()) {
            mostWaiting.accumulateAndGet(waiting.incrementAndGet(), Math::max);
            now.onComplete(done -> waiting.decrementAndGet());
        }
        return now;
    }

    /** From now on nothing is kept, for as many records as nobody wants to look at. */
    void forget() {
        forgetting = true;
    }

    /** How many records have waited for their acknowledgement at once. */
    int mostWaiting() {
        return mostWaiting.get();
    }

    /** From now on every write keeps its event loop busy for so long. */
    void takeLong(Duration work) {
        workNanos = work.toNanos();
    }

    /** From now on every write throws, which the real one never does. */
    void breakDown() {
        broken = true;
    }

    void answer(PublishResult result) {
        answer = Future.succeededFuture(result);
    }

    /** From now on nothing is acknowledged until the promise is kept. */
    Promise<PublishResult> keepWaiting() {
        Promise<PublishResult> promise = Promise.promise();
        answer = promise.future();
        return promise;
    }

    List<V> records() {
        return records;
    }

    List<String> keys() {
        return keys;
    }

    V only() {
        if (records.size() != 1) {
            throw new AssertionError("expected one record, got " + records);
        }
        return records.get(0);
    }
}

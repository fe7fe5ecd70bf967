package dev.ricochet.gateway.bulk;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Result lines on disk, for callers who read no answer before they have sent everything, as most HTTP libraries do. Were the
 * rows to wait until such a caller reads its lines, both sides would wait for ever.
 */
final class LineOverflow {
    /** A million long lines take some hundred megabytes. Whoever finds none left has to read while it sends. */
    private static final int MOST_AT_ONCE = 16;

    private static final AtomicInteger OPEN = new AtomicInteger();

    private final AsyncFile file;
    private final Promise<Void> written = Promise.promise();
    private int writing;
    private boolean complete;
    private boolean closed;

    private LineOverflow(AsyncFile file) {
        this.file = file;
    }

    /** A new one in the JVM's directory for temporary files; fails where too many are in use or the disk does not do. */
    static Future<LineOverflow> open(Vertx vertx) {
        if (OPEN.incrementAndGet() > MOST_AT_ONCE) {
            OPEN.decrementAndGet();
            return Future.failedFuture("as many batches as may do so keep their results on disk");
        }
        return vertx.fileSystem()
                .createTempFile("ricochet-results-", ".ndjson")
                .compose(path -> vertx.fileSystem().open(path, new OpenOptions().setDeleteOnClose(true)))
                .map(LineOverflow::new)
                .onFailure(failed -> OPEN.decrementAndGet());
    }

    /** Lines that come after all others. Where the disk does not take them, {@link #sendTo} fails. */
    void add(Buffer lines) {
        writing++;
        file.write(lines).onFailure(written::tryFail).onComplete(done -> {
            writing--;
            completeWhenWritten();
        });
    }

    boolean isFull() {
        return file.writeQueueFull();
    }

    void onRoom(Runnable room) {
        file.drainHandler(drained -> room.run());
    }

    /** Sends everything and ends the response, then forgets it. Fails where some of it is lost; the response is then torn. */
    Future<Void> sendTo(HttpServerResponse response) {
        complete = true;
        completeWhenWritten();
        return written.future()
                .compose(all -> file.setReadPos(0).pipe().endOnFailure(false).to(response))
                .onComplete(done -> close());
    }

    private void completeWhenWritten() {
        if (complete && writing == 0) {
            written.tryComplete();
        }
    }

    /** Forgets everything. */
    void close() {
        if (!closed) {
            closed = true;
            OPEN.decrementAndGet();
            var unused = file.close();
        }
    }
}

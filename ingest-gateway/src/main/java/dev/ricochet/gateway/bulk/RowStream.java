package dev.ricochet.gateway.bulk;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads rows from a request and writes a line for each, in the order of the rows, on one event loop. Reading stops while
 * {@value #MOST_UNDER_WAY} rows are under way. Lines that the caller does not read wait on disk until it has sent all rows.
 */
public final class RowStream {
    private static final Logger log = LoggerFactory.getLogger(RowStream.class);

    /** Few enough that many batches at once leave the producer's room to others, enough to fill its batches. */
    private static final int MOST_UNDER_WAY = 512;

    private static final long LINGER_MILLIS = 10_000;

    /** A caller who has not read for so long is taken to be one who reads when it has sent everything. */
    private static final long READS_WITHIN_MILLIS = 1_000;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final RowSplitter splitter;
    private final RowTaker taker;
    private final Deque<Line> lines = new ArrayDeque<>();
    private boolean feeding;
    private boolean atEnd;
    private boolean stopped;
    private boolean paused;
    private boolean impatient;
    private boolean heard;
    private final long watch;
    private @Nullable LineOverflow overflow;

    /** Takes rows, one after the other. */
    public interface RowTaker {
        /** Takes a row; the future is its line, without line end, empty for none, and never fails. */
        Future<String> take(byte[] row);

        /** The same for a row that was longer than is taken. */
        Future<String> takeTooLong();

        /** The same for a row whose end cannot be told; no row comes after it. */
        Future<String> takeUnclosed();

        /** Whether no more rows are taken; asked before each. */
        boolean isFull();

        /** The last line, when all others are written. */
        String summary();
    }

    private final RowSplitter.Rows rows = new RowSplitter.Rows() {
        @Override
        public void row(byte[] bytes) {
            take(() -> taker.take(bytes));
        }

        @Override
        public void tooLong() {
            take(taker::takeTooLong);
        }

        @Override
        public void unclosed() {
            take(taker::takeUnclosed);
            atEnd = true;
        }
    };

    private static final class Line {
        private @Nullable String text;
    }

    private RowStream(HttpServerRequest request, RowSplitter splitter, RowTaker taker, Duration rowWithin) {
        this.vertx = Vertx.currentContext().owner();
        this.watch = vertx.setPeriodic(rowWithin.toMillis(), tick -> guarded(this::look));
        this.request = request;
        this.response = request.response();
        this.splitter = splitter;
        this.taker = taker;
    }

    /**
     * Rows of JSON, one a line. Must be called before the request's event loop turns; the response's head must be set.
     *
     * @param rowWithin a caller who brings no row for so long, though it might, is sent away
     */
    public static void ofLines(HttpServerRequest request, int mostRowBytes, RowTaker taker, Duration rowWithin) {
        new RowStream(request, new RowSplitter(false, mostRowBytes), taker, rowWithin).run();
    }

    /** Rows of CSV. */
    static void ofCsv(HttpServerRequest request, int mostRowBytes, RowTaker taker, Duration rowWithin) {
        new RowStream(request, new RowSplitter(true, mostRowBytes), taker, rowWithin).run();
    }

    private void run() {
        response.setChunked(true);
        response.exceptionHandler(broken -> abandon());
        response.drainHandler(room -> guarded(this::goOn));
        request.exceptionHandler(broken -> abandon());
        request.handler(part -> guarded(() -> feed(() -> splitter.feed(part, rows))));
        request.endHandler(end -> guarded(() -> feed(() -> {
            splitter.end(rows);
            atEnd = true;
        })));
    }

    /** The lines of rows that are decided at once are written together. */
    private void feed(Runnable part) {
        if (!stopped) {
            feeding = true;
            part.run();
            feeding = false;
            advance();
        }
    }

    private void take(Supplier<Future<String>> row) {
        if (atEnd) {
            return;
        }
        heard = true;
        if (taker.isFull()) {
            atEnd = true;
            return;
        }
        Line line = new Line();
        lines.add(line);
        row.get()
                .onSuccess(text -> guarded(() -> {
                    line.text = text;
                    if (!feeding && lines.peek() == line) {
                        advance();
                    }
                }));
    }

    private void advance() {
        write();
        if (stopped) {
            return;
        }
        if (lines.size() >= MOST_UNDER_WAY || hasNoRoom()) {
            if (!paused) {
                paused = true;
                request.pause();
            }
            if (overflow == null && response.writeQueueFull() && !impatient) {
                impatient = true;
                vertx.setTimer(READS_WITHIN_MILLIS, timer -> guarded(this::overflowUnlessRead));
            }
        } else {
            goOn();
        }
    }

    private void goOn() {
        if (!stopped && paused && lines.size() <= MOST_UNDER_WAY / 2 && !hasNoRoom()) {
            paused = false;
            request.resume();
        }
    }

    private boolean hasNoRoom() {
        return overflow == null ? response.writeQueueFull() : overflow.isFull();
    }

    private void overflowUnlessRead() {
        impatient = false;
        if (stopped || !response.writeQueueFull()) {
            return;
        }
        LineOverflow.open(vertx)
                .onSuccess(opened -> guarded(() -> begin(opened)))
                .onFailure(failed -> log.atWarn().setCause(failed).log("The results of a batch wait for their reader"));
    }

    private void begin(LineOverflow opened) {
        if (stopped) {
            opened.close();
            return;
        }
        overflow = opened;
        opened.onRoom(() -> guarded(this::goOn));
        goOn();
    }

    /** Whoever trickles bytes is never idle, and would hold the connection for ever. */
    private void look() {
        if (!heard && !paused && lines.isEmpty() && !request.isEnded()) {
            abandon();
            request.connection().close();
        }
        heard = false;
    }

    private void abandon() {
        stop();
        if (overflow != null) {
            overflow.close();
        }
    }

    private void write() {
        if (stopped) {
            return;
        }
        Buffer ready = Buffer.buffer();
        for (Line head = lines.peek(); head != null && head.text != null; head = lines.peek()) {
            append(ready, head.text);
            lines.remove();
        }
        if (atEnd && lines.isEmpty()) {
            append(ready, taker.summary());
            end(ready);
        } else if (ready.length() > 0 && overflow != null) {
            overflow.add(ready);
        } else if (ready.length() > 0) {
            response.write(ready);
        }
    }

    private void stop() {
        stopped = true;
        vertx.cancelTimer(watch);
    }

    private void end(Buffer last) {
        stop();
        if (overflow == null) {
            response.end(last);
        } else {
            overflow.add(last);
            overflow.sendTo(response).onFailure(torn -> request.connection().close());
        }
        leave();
    }

    /**
     * What still comes of a body whose end is not waited for is read and dropped for a while: a connection closed on unread
     * bytes is reset, and the caller would lose the lines.
     */
    private void leave() {
        if (!request.isEnded()) {
            paused = false;
            request.resume();
            vertx.setTimer(LINGER_MILLIS, timer -> {
                if (!request.isEnded()) {
                    request.connection().close();
                }
            });
        }
    }

    private static void append(Buffer lines, String line) {
        if (!line.isEmpty()) {
            lines.appendString(line).appendByte((byte) '\n');
        }
    }

    /** A line that is missing would make every later one stand for the wrong row, so a defect ends the connection. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException defect) {
            abandon();
            request.connection().close();
            throw defect;
        }
    }
}

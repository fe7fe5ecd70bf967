package dev.ricochet.kit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.kit.service.ServiceRuntime;
import io.vertx.core.Future;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final ServiceRuntime runtime = ServiceRuntime.forTest("workers");
    private final Workers workers = new Workers(runtime.vertx(), "few", 1, 1);

    @AfterEach
    void close() throws InterruptedException {
        workers.close();
        runtime.close();
    }

    @Test
    void shouldRefuseWhatHasNoPlaceAndTakeItOnceThereIsOne() {
        CountDownLatch gate = new CountDownLatch(1);
        Future<String> first = workers.run(() -> {
            gate.await();
            return "first";
        });
        Future<String> second = workers.run(() -> "second");

        assertThat(workers.run(() -> "third").cause()).isInstanceOf(Workers.Busy.class);

        gate.countDown();
        assertThat(done(first)).isEqualTo("first");
        assertThat(done(second)).isEqualTo("second");
        assertThat(done(workers.run(() -> "fourth"))).isEqualTo("fourth");
    }

    @Test
    void shouldGiveThePlaceBackAlsoWhenATaskFails() {
        for (int i = 0; i < 5; i++) {
            Future<String> failed = workers.run(() -> {
                throw new IllegalStateException("broken");
            });
            assertThat(failed.toCompletionStage().toCompletableFuture())
                    .failsWithin(java.time.Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withMessageContaining("broken");
        }
    }

    @Test
    void shouldLetWhatWasTakenEndBeforeItCloses() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Future<String> running = workers.run(() -> {
            gate.await();
            return "ran";
        });
        Future<String> waiting = workers.run(() -> "waited");
        Thread closing = new Thread(() -> {
            try {
                workers.close();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);

        gate.countDown();

        assertThat(done(running)).isEqualTo("ran");
        assertThat(done(waiting)).isEqualTo("waited");
        closing.join();
        assertThat(workers.run(() -> "late").cause()).isInstanceOf(Workers.Busy.class);
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}

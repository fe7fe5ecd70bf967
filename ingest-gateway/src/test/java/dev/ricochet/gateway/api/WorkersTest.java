package dev.ricochet.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.service.ServiceRuntime;
import io.vertx.core.Future;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final ServiceRuntime runtime = ServiceRuntime.forTest("workers");
    private final Workers workers = new Workers(runtime.vertx(), "few", 1, 1);

    @AfterEach
    void close() {
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

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}

package dev.ricochet.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldPassAResultOnThatComesInTime() throws Exception {
        Promise<PublishResult> write = Promise.promise();
        CompletableFuture<PublishResult> answer = on(Duration.ofMinutes(1), deadline -> deadline.limit(write.future()));

        context.runOnContext(go -> write.complete(PublishResult.DURABLE));

        assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(PublishResult.DURABLE);
    }

    @Test
    void shouldEndTheWaitWhenTheTimeIsOver() throws Exception {
        Promise<PublishResult> write = Promise.promise();
        long start = System.nanoTime();

        PublishResult answer = on(Duration.ofMillis(50), deadline -> deadline.limit(write.future()))
                .get(5, TimeUnit.SECONDS);

        assertThat(answer).isEqualTo(PublishResult.LATE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void shouldEndEveryWaitAlsoOfThoseWhoComeWhenOneEnds() throws Exception {
        Promise<PublishResult> write = Promise.promise();

        PublishResult answer = on(
                        Duration.ofMillis(20),
                        deadline -> deadline.limit(write.future())
                                .compose(late ->
                                        Future.all(deadline.limit(write.future()), deadline.limit(write.future())))
                                .map(both -> both.resultAt(1)))
                .get(5, TimeUnit.SECONDS);

        assertThat(answer).isEqualTo(PublishResult.LATE);
    }

    private CompletableFuture<PublishResult> on(Duration limit, Function<Deadline, Future<PublishResult>> wait) {
        CompletableFuture<PublishResult> answer = new CompletableFuture<>();
        context.runOnContext(go -> wait.apply(new Deadline(vertx, limit))
                .onSuccess(answer::complete)
                .onFailure(answer::completeExceptionally));
        return answer;
    }
}

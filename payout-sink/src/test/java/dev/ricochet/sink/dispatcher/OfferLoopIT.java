package dev.ricochet.sink.dispatcher;

import static dev.ricochet.testkit.fixture.Fixtures.aDueDelivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.metrics.SinkMetrics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dispatchers that come and go while offers are made. */
@KafkaTest
class OfferLoopIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int A_FEW = 200;

    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private final List<Member> members = new ArrayList<>();
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private int offered;

    @AfterEach
    void stop() throws InterruptedException {
        for (Member member : members) {
            member.leave();
        }
    }

    @Test
    void shouldTakeEachOfferOnceWhoeverJoinsAndLeaves(KafkaStack kafka) throws Exception {
        Member first = join(kafka);
        try (KafkaProducer<String, DueDelivery> producer = kafka.producer(Topics.DELIVERIES_DUE)) {
            await().atMost(PATIENCE).until(() -> isTakenBy(first, producer));
            Member second = join(kafka);
            await().atMost(PATIENCE).until(() -> isTakenBy(second, producer));
            first.leave();
            offer(producer, A_FEW);
        }

        await().atMost(PATIENCE).until(() -> taken.size() == offered);
        assertThat(taken.values()).as("how often each was taken").containsOnly(1);
    }

    /** Offers some more, so that there are some whenever a partition moves. */
    private boolean isTakenBy(Member member, KafkaProducer<String, DueDelivery> producer) {
        assertThat(failures).isEmpty();
        offer(producer, A_FEW);
        return member.hasTaken;
    }

    /** Over all partitions, since each has a key of its own. */
    private void offer(KafkaProducer<String, DueDelivery> producer, int count) {
        for (int number = 0; number < count; number++) {
            DueDelivery due = aDueDelivery().build();
            offered++;
            var unused = producer.send(new ProducerRecord<>(Topics.DELIVERIES_DUE.name(), due.getDeliveryId(), due));
        }
    }

    private Member join(KafkaStack kafka) {
        Member member = new Member(kafka);
        members.add(member);
        member.thread.start();
        return member;
    }

    /** One dispatcher's loop, which makes no requests. */
    private final class Member {

        private final OfferLoop loop;
        private final Thread thread = new Thread(this::run, "offer-loop");
        private volatile boolean hasTaken;

        Member(KafkaStack kafka) {
            loop = new OfferLoop(
                    Dispatcher.consumer(kafka.connection(), null),
                    kafka.serdes().decoder(Topics.DELIVERIES_DUE),
                    new OfferLease(Duration.ofMinutes(2), Duration.ofSeconds(15)),
                    new OfferHandler() {
                        @Override
                        public CompletableFuture<Void> deliver(Offer offer) {
                            hasTaken = true;
                            taken.merge(offer.read().getDeliveryId(), 1, Integer::sum);
                            return CompletableFuture.completedFuture(null);
                        }

                        @Override
                        public void stop() {
                            // Nothing waits here.
                        }
                    },
                    new InFlight(Duration.ofSeconds(1)),
                    100,
                    new SinkMetrics(new SimpleMeterRegistry(), Clock.systemUTC()));
        }

        private void run() {
            try {
                loop.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }

        void leave() throws InterruptedException {
            loop.stop();
            thread.join();
        }
    }
}

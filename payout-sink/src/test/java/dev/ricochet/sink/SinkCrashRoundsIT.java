package dev.ricochet.sink;

import static dev.ricochet.testkit.fixture.Fixtures.aChangeOf;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static dev.ricochet.testkit.fixture.Fixtures.anEndpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.planner.decision.DeliveryIds;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Planner and dispatcher are processes of their own, and in each of twenty rounds one of them, or both, are killed while
 * conversions come in and change and the affiliates' server goes up and down. When it stays up at last, every delivery must
 * have ended: none lost, in the order of each conversion's changes, and told twice only where a killed dispatcher had no
 * time to say that it was told.
 */
@KafkaTest
@Tag("long")
class SinkCrashRoundsIT {

    private static final int ROUNDS = 20;
    private static final int ENDPOINTS = 8;
    private static final int CONVERSIONS_A_ROUND = 24;
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** So many may lie between an answer and its record, beside those in the lanes. */
    private static final int BETWEEN_ANSWER_AND_RECORD = 16;

    private final Random random = new Random(20261122);
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final List<Conversion> all = new ArrayList<>();
    private final Map<Role, Process> processes = new HashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean up = true;

    @TempDir
    private Path directory;

    /** A request that was answered 2xx. */
    private record Told(String id) {}

    @AfterEach
    void leaveNoProcessBehind() {
        processes.values().forEach(Process::destroyForcibly);
    }

    @Test
    void shouldLoseNothingAndKeepTheOrderHoweverOftenItIsKilled(KafkaStack kafka) throws Exception {
        int dispatcherKills = 0;
        try (AffiliateServer affiliate = new AffiliateServer(0, this::answer)) {
            for (int number = 0; number < ENDPOINTS; number++) {
                SinkTesting.apply(
                        kafka, anEndpoint("ep-" + number).of("aff-" + number).url(affiliate.url("/pb")));
            }
            start(kafka, Role.PLANNER);
            start(kafka, Role.DISPATCHER);
            // The first round begins when both have come up.
            report(kafka, 1);
            await().atMost(PATIENCE).until(() -> !told.isEmpty());

            for (int round = 1; round <= ROUNDS; round++) {
                up = random.nextInt(4) > 0;
                report(kafka, CONVERSIONS_A_ROUND);
                // Killed while it comes up it would have nothing to lose.
                int before = requests.get();
                await().atMost(PATIENCE).until(() -> requests.get() > before);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(2_000));
                Set<Role> doomed = doomed();
                for (Role role : doomed) {
                    processes.get(role).destroyForcibly().waitFor();
                }
                dispatcherKills += doomed.contains(Role.DISPATCHER) ? 1 : 0;
                for (Role role : doomed) {
                    start(kafka, role);
                }
            }
            up = true;

            Set<String> owed = new HashSet<>();
            all.forEach(conversion -> owed.add(deliveryId(conversion)));
            kafka.awaitRecords(Topics.CONVERSIONS, all.size());
            try {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> ended(kafka).containsAll(owed));
            } catch (ConditionTimeoutException late) {
                owed.removeAll(ended(kafka));
                throw new AssertionError(Whereabouts.of(kafka, owed) + " processes: " + processes, late);
            }
            assertThat(processes.values()).as("none has died of itself").allMatch(Process::isAlive);

            assertThat(told).extracting(Told::id).containsAll(delivered(kafka));
            assertOrder();
            int repeats = told.size() - new HashSet<>(told).size();
            assertThat(repeats)
                    .as("told twice; %s dispatchers were killed", dispatcherKills)
                    .isLessThanOrEqualTo(dispatcherKills * (ENDPOINTS * AT_ONCE + BETWEEN_ANSWER_AND_RECORD));
        }
    }

    private Set<Role> doomed() {
        return switch (random.nextInt(3)) {
            case 0 -> Set.of(Role.PLANNER);
            case 1 -> Set.of(Role.DISPATCHER);
            default -> Set.of(Role.values());
        };
    }

    /** Half of them change at once, so that two versions are under way. */
    private void report(KafkaStack kafka, int count) {
        try (var producer = kafka.producer(Topics.CONVERSIONS)) {
            for (int number = 0; number < count; number++) {
                Conversion conversion =
                        aConversion().by("aff-" + random.nextInt(ENDPOINTS)).build();
                List<Conversion> versions = random.nextBoolean()
                        ? List.of(conversion)
                        : List.of(conversion, aChangeOf(conversion).build());
                for (Conversion version : versions) {
                    all.add(version);
                    var unused = producer.send(new org.apache.kafka.clients.producer.ProducerRecord<>(
                            Topics.CONVERSIONS.name(), version.getConversionId(), version));
                }
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        if (up) {
            told.add(new Told(String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id"))));
            AffiliateServer.ok(exchange);
        } else if (random.nextBoolean()) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        } else {
            // Nothing at all: the connection ends before an answer.
            exchange.close();
        }
    }

    private static Set<String> delivered(KafkaStack kafka) {
        Set<String> delivered = new HashSet<>();
        for (ConsumerRecord<String, DeliveryAttempt> record : kafka.consumeAll(Topics.DELIVERY_ATTEMPTS)) {
            if (record.value().getResult() == AttemptResult.DELIVERED) {
                delivered.add(record.value().getDeliveryId());
            }
        }
        return delivered;
    }

    private static Set<String> ended(KafkaStack kafka) {
        Set<String> ended = delivered(kafka);
        kafka.consumeAll(Topics.DELIVERY_DEAD_LETTERS)
                .forEach(record -> ended.add(record.value().getDeliveryId()));
        return ended;
    }

    private void assertOrder() {
        Map<String, Integer> versionOf = new HashMap<>();
        Map<String, String> conversionOf = new HashMap<>();
        all.forEach(conversion -> {
            versionOf.put(deliveryId(conversion), conversion.getVersion());
            conversionOf.put(deliveryId(conversion), conversion.getConversionId());
        });
        Map<String, Integer> newest = new HashMap<>();
        for (Told one : told) {
            int version = versionOf.get(one.id());
            int before = newest.merge(conversionOf.get(one.id()), version, Math::max);
            assertThat(version)
                    .as("no older version of %s after a newer one", conversionOf.get(one.id()))
                    .isEqualTo(before);
        }
    }

    private static String deliveryId(Conversion conversion) {
        return DeliveryIds.of(conversion, conversion.getAffiliateId().replace("aff-", "ep-"));
    }

    private void start(KafkaStack kafka, Role role) throws IOException {
        Map<String, String> settings =
                SinkTesting.environment(kafka, directory.resolve(role.name().toLowerCase(java.util.Locale.ROOT)));
        settings.put("RICOCHET_ROLES", role.name().toLowerCase(java.util.Locale.ROOT));
        settings.put("RICOCHET_HTTP_ANSWER_TIMEOUT", "3s");
        settings.put("RICOCHET_HTTP_BODY_TIMEOUT", "1s");
        // What a killed dispatcher had taken is offered again after it.
        settings.put("RICOCHET_DELIVERY_LEASE", "30s");
        settings.put("RICOCHET_DEFERRAL", "1s");
        settings.put("RICOCHET_LANE_AT_ONCE", Integer.toString(AT_ONCE));
        settings.put("RICOCHET_RETRY_WAITS", "1s,1s,2s,2s,3s,3s,3s,3s,3s,3s,3s,3s,3s,3s,3s,3s,3s,3s,3s,3s");
        settings.put("RICOCHET_INSTANCE_ID", "sink-1");
        processes.put(role, SinkProcess.start(settings, directory.resolve(role + ".log")));
    }
}

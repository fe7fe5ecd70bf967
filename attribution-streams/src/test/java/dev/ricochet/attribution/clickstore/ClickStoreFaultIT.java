package dev.ricochet.attribution.clickstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.attribution.ClickTraffic;
import dev.ricochet.attribution.StateOnDisk;
import dev.ricochet.attribution.WorkerProcess;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are killed under load, come, go, and take over from each other. */
@KafkaTest
@Tag("long")
class ClickStoreFaultIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MILLION = 1_000_000;
    private static final int ASKED_EVERY = 2_000;

    @TempDir
    private Path root;

    private final Map<String, String> settings =
            new HashMap<>(Map.of("RICOCHET_ROLES", "match", "RICOCHET_CLICK_FLUSH_INTERVAL", "1s"));

    private ClickTraffic traffic;

    @BeforeEach
    void aCatalog(KafkaStack kafka) {
        traffic = ClickTraffic.through(kafka);
    }

    /** A worker is killed while a million clicks come in. Its disk has some; the next start reads the rest, and no more. */
    @Test
    void shouldLoseNothingAndRestoreOnlyTheTailWhenKilledAmongAMillionClicks(KafkaStack kafka) throws Exception {
        Path state = root.resolve("state");
        CompletableFuture<List<String>> load;
        try (WorkerProcess worker = WorkerProcess.start(kafka, state, settings)) {
            load = CompletableFuture.supplyAsync(() ->
                    traffic.write(MILLION, i -> Instant.now().minus(Duration.ofDays(i % 3)), ASKED_EVERY));
            await().atMost(PATIENCE).until(() -> StateOnDisk.clicks(state) >= MILLION / 5);
            worker.kill();
        }
        long onDisk = StateOnDisk.clicks(state);
        List<String> ids = load.join();

        try (WorkerProcess again = WorkerProcess.start(kafka, state, settings)) {
            traffic.askFor(ids);
            traffic.everyClickIsFound();

            assertThat(onDisk).isBetween(MILLION / 5L, (long) MILLION);
            assertThat(again.restored()).isLessThanOrEqualTo(MILLION - onDisk);
            assertThat(again.output()).doesNotContain("click segment is damaged");
            again.stop();
        }
    }

    /** A second worker comes and goes while clicks and postbacks keep coming. */
    @Test
    void shouldFindEveryClickWhileAWorkerComesAndGoes(KafkaStack kafka) throws Exception {
        settings.put("RICOCHET_INSTANCE_ID", "");
        AtomicBoolean enough = new AtomicBoolean();
        try (WorkerProcess first = WorkerProcess.start(kafka, root.resolve("first"), settings)) {
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
                while (!enough.get()) {
                    traffic.askFor(traffic.write(2_000, i -> Instant.now(), 50));
                }
            });
            await().atMost(PATIENCE).until(() -> StateOnDisk.clicks(root.resolve("first")) >= 20_000);
            try (WorkerProcess second = WorkerProcess.start(kafka, root.resolve("second"), settings)) {
                // As an owner, not as a copy: copies are not told of.
                await().atMost(PATIENCE).until(() -> second.output().contains("state restored"));
                await().atMost(PATIENCE).until(() -> StateOnDisk.clicks(root.resolve("second")) >= 5_000);
                second.stop();
            }
            enough.set(true);
            load.join();

            traffic.everyClickIsFound();
            first.stop();
        }
    }

    /** Two workers hold copies of each other's partitions; one is killed, the other has all clicks at hand. */
    @Test
    void shouldTakeOverFromAKilledWorkerWithoutReadingTheTopicAgain(KafkaStack kafka) throws Exception {
        int clicks = 60_000;
        settings.put("RICOCHET_STANDBYS", "1");
        settings.put("RICOCHET_INSTANCE_ID", "");
        settings.put("RICOCHET_KAFKA_PROPERTIES_FILE", shortSession().toString());
        Path first = root.resolve("first");
        Path second = root.resolve("second");
        try (WorkerProcess killed = WorkerProcess.start(kafka, first, settings);
                WorkerProcess left = WorkerProcess.start(kafka, second, settings)) {
            List<String> ids = traffic.write(clicks, i -> Instant.now(), 100);
            await().atMost(PATIENCE)
                    .until(() -> StateOnDisk.clicks(first) >= clicks && StateOnDisk.clicks(second) >= clicks);

            killed.kill();
            traffic.askFor(ids);

            traffic.everyClickIsFound();
            assertThat(left.restored()).isLessThan(clicks / 10);
            left.stop();
        }
    }

    private Path shortSession() throws IOException {
        return Files.writeString(
                root.resolve("kafka.properties"), "session.timeout.ms=6000\nheartbeat.interval.ms=1500\n");
    }
}

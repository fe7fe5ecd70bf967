package dev.ricochet.attribution.clickstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.attribution.ClickTraffic;
import dev.ricochet.attribution.StateOnDisk;
import dev.ricochet.attribution.WorkerProcess;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The click store inside a worker: its disk rots, its days pass. */
@KafkaTest
class ClickStoreIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Map<String, String> SETTINGS =
            Map.of("RICOCHET_ROLES", "match", "RICOCHET_CLICK_FLUSH_INTERVAL", "1s");
    private static final int CLICKS = 30_000;

    @TempDir
    private Path state;

    @Test
    void shouldFindEveryClickThoughADayIsDamagedOnDisk(KafkaStack kafka) throws InterruptedException {
        ClickTraffic traffic = ClickTraffic.through(kafka);
        Instant now = Instant.now();
        List<String> ids;
        try (WorkerProcess worker = WorkerProcess.start(kafka, state, SETTINGS)) {
            ids = traffic.write(CLICKS, i -> now.minus(Duration.ofDays(i / (CLICKS / 3))), 100);
            await().atMost(PATIENCE).until(() -> StateOnDisk.clicks(state) >= CLICKS);
            worker.stop();
        }
        Path damaged = StateOnDisk.segments(state).get(0);
        StateOnDisk.corrupt(damaged);

        try (WorkerProcess again = WorkerProcess.start(kafka, state, SETTINGS)) {
            traffic.askFor(ids);
            traffic.everyClickIsFound();

            assertThat(again.output())
                    .containsOnlyOnce("click segment is damaged")
                    .contains("\"day\":" + damaged.getFileName())
                    .containsOnlyOnce("click segment rebuilt");
            assertThat(again.restored()).isZero();
            again.stop();
        }
    }

    @Test
    void shouldLetDaysPassWhileClicksAreAskedFor(KafkaStack kafka) throws InterruptedException {
        ClickTraffic traffic = ClickTraffic.through(kafka);
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("RICOCHET_CLICK_RETENTION", "3d");
        List<String> all = new ArrayList<>();
        try (WorkerProcess worker = WorkerProcess.start(kafka, state, settings)) {
            for (int day = 7; day >= 0; day--) {
                Instant from = today.minus(Duration.ofDays(day));
                List<String> ofDay = traffic.write(2_000, from::plusMillis, 20);
                traffic.everyoneIsMatched(traffic.askFor(ofDay));
                all.addAll(ofDay);
            }
            long oldest = today.getEpochSecond() / Duration.ofDays(1).toSeconds() - 7;
            await().atMost(PATIENCE)
                    .until(() -> StateOnDisk.segments(state).stream()
                            .noneMatch(segment -> segment.endsWith(Long.toString(oldest))));

            Set<String> late = traffic.askFor(all.subList(0, 1));
            traffic.everyoneIsMatched(traffic.askFor(all.subList(all.size() - 300, all.size())));

            MatchedPostback answer = kafka.awaitRecord(
                    Topics.MATCHED_POSTBACKS,
                    found -> late.contains(found.getPostback().getReceiptId()));
            assertThat(answer.getUnmatched().getReason()).isEqualTo("click_expired");
            worker.stop();
        }
    }
}

package dev.ricochet.sink.planner;

import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.sink.endpoint.EndpointDirectory;
import dev.ricochet.sink.metrics.SinkMetrics;
import dev.ricochet.sink.planner.decision.Attempts;
import dev.ricochet.sink.planner.decision.Planning;
import dev.ricochet.sink.schedule.RetrySchedule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the processor asks of Kafka Streams; what it decides is PlannerTopologyTest's. */
class PlannerProcessorTest {

    private static final long NOON = 1_800_000_000_000L;

    @TempDir
    private Path directory;

    @Test
    void shouldAskForACommitOfOffersAndNotOfAnswers() {
        try (RealStores stores = new RealStores(directory)) {
            MockProcessorContext<String, SpecificRecord> task = stores.context;
            task.setCurrentSystemTimeMs(NOON);
            PlannerProcessor processor = processor();
            processor.init(task);
            Conversion conversion = aConversion().build();

            processor.process(new Record<>(conversion.getConversionId(), conversion, NOON));
            assertThat(commitsAt(NOON + 10, task)).isTrue();
            assertThat(commitsAt(NOON + 20, task)).isFalse();

            DueDelivery offer = (DueDelivery) task.forwarded().get(0).record().value();
            processor.process(new Record<>(
                    conversion.getConversionId(), Attempts.of(offer, AttemptResult.DELIVERED), NOON + 500));
            assertThat(commitsAt(NOON + 1_000, task)).isFalse();
            processor.close();
        }
    }

    private static PlannerProcessor processor() {
        Catalog catalog = aCatalog().withDefaults().build();
        PlannerSettings settings = new PlannerSettings(
                new Planning(
                        new RetrySchedule(List.of(Duration.ofSeconds(10)), 0, Duration.ofHours(1)),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(5)),
                Duration.ofSeconds(1),
                100,
                Path.of("unused"),
                1,
                null);
        return new PlannerProcessor(
                settings,
                EndpointDirectory.ofCatalog(() -> catalog),
                new SinkMetrics(new SimpleMeterRegistry(), Clock.systemUTC()));
    }

    /** Has the task's timers fire. */
    private static boolean commitsAt(long millis, MockProcessorContext<String, SpecificRecord> task) {
        task.resetCommit();
        task.setCurrentSystemTimeMs(millis);
        task.scheduledPunctuators().stream()
                .filter(timer -> !timer.cancelled())
                .forEach(timer -> timer.getPunctuator().punctuate(millis));
        return task.committed();
    }
}

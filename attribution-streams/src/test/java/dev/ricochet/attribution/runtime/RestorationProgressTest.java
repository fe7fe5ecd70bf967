package dev.ricochet.attribution.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestorationProgressTest {

    private static final TopicPartition FIRST = new TopicPartition("clicks", 0);
    private static final TopicPartition SECOND = new TopicPartition("clicks", 1);
    private static final String STORE = "click-store";

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final RestorationProgress progress = new RestorationProgress("match", () -> now, () -> 2L << 20);

    @Test
    void shouldTellRecordsBytesAndWhenItWillBeDone() {
        progress.onRestoreStart(FIRST, STORE, 0, 1_000);
        progress.onRestoreStart(SECOND, STORE, 500, 1_500);
        now = now.plusSeconds(10);
        progress.onBatchRestored(FIRST, STORE, 399, 400);

        Restoration restoration = progress.now();

        assertThat(restoration.remaining()).isEqualTo(1_600);
        assertThat(restoration.eta()).isEqualTo(Duration.ofSeconds(40));
        assertThat(restoration.text())
                .isEqualTo("restoring 2 partitions: 400 records (2.0 MiB read), 1,600 to go, about 40 s");
    }

    @Test
    void shouldKnowNoEndBeforeThereIsARate() {
        progress.onRestoreStart(FIRST, STORE, 0, 1_000);

        assertThat(progress.now().eta()).isNull();
        assertThat(progress.now().text()).endsWith("no rate yet");
    }

    @Test
    void shouldBeDoneWhenEveryPartitionIsRestoredOrGone() {
        progress.onRestoreStart(FIRST, STORE, 0, 10);
        progress.onRestoreStart(SECOND, STORE, 0, 10);
        progress.onBatchRestored(FIRST, STORE, 9, 10);
        progress.onRestoreEnd(FIRST, STORE, 10);
        assertThat(progress.now().isRunning()).isTrue();

        progress.onRestoreSuspended(SECOND, STORE, 0);

        assertThat(progress.now().isRunning()).isFalse();
        assertThat(progress.restored()).isEqualTo(10);
    }

    @Test
    void shouldShowItAsMetrics() {
        MeterRegistry registry = new SimpleMeterRegistry();
        RestorationMeters.register(registry, "match", progress);
        progress.onRestoreStart(FIRST, STORE, 0, 100);
        now = now.plusSeconds(1);
        progress.onBatchRestored(FIRST, STORE, 24, 25);

        assertThat(registry.get("ricochet.restoration.remaining.records")
                        .gauge()
                        .value())
                .isEqualTo(75);
        assertThat(registry.get("ricochet.restoration.eta.seconds").gauge().value())
                .isEqualTo(3);
        assertThat(registry.get("ricochet.restoration.records")
                        .functionCounter()
                        .count())
                .isEqualTo(25);
        assertThat(registry.get("ricochet.restoration.bytes").functionCounter().count())
                .isEqualTo(2 << 20);
    }
}

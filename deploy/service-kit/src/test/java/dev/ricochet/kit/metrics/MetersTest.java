package dev.ricochet.kit.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetersTest {
    @Test
    void shouldNameMetersInBaseUnitsWithTotals() {
        try (Meters meters = new Meters("sample", "1.2.3")) {
            Counter.builder("ricochet.spool.written")
                    .baseUnit("bytes")
                    .register(meters.registry())
                    .increment(7);
            Timer.builder("ricochet.ack").register(meters.registry()).record(Duration.ofMillis(500));

            assertThat(meters.registry().scrape())
                    .contains("ricochet_spool_written_bytes_total 7.0")
                    .contains("ricochet_ack_seconds_sum 0.5")
                    .contains("service=\"sample\"")
                    .contains("version=\"1.2.3\"");
        }
    }

    @Test
    void shouldShowOnlyTheUsefulOfKafkasMeters() {
        try (Meters meters = new Meters("sample", "1.2.3")) {
            Counter.builder("kafka.producer.record.send.total").register(meters.registry());
            Counter.builder("kafka.producer.io.wait.time.ns.avg").register(meters.registry());

            assertThat(meters.registry().scrape())
                    .contains("kafka_producer_record_send_total")
                    .doesNotContain("kafka_producer_io");
        }
    }
}

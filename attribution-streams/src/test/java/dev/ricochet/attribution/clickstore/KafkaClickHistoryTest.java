package dev.ricochet.attribution.clickstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class KafkaClickHistoryTest {

    private static final Map<String, Object> NO_SUCH_BROKER = Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG, "test", StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "broker.invalid:9092");

    @Test
    void shouldKeepTryingWhileNoBrokersNameResolves() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger records = new AtomicInteger();

        new KafkaClickHistory(NO_SUCH_BROKER, new TopicPartition("clicks", 0)).read(0, 10, new ClickHistory.Reader() {
            @Override
            public void record(byte[] key, byte[] value) {
                records.incrementAndGet();
            }

            @Override
            public boolean goesOn() {
                return asked.incrementAndGet() < 3;
            }
        });

        assertThat(asked).hasValue(3);
        assertThat(records).hasValue(0);
    }
}

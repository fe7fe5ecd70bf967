package dev.ricochet.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricochet.kit.config.ConfigurationException;
import dev.ricochet.kit.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaConnectionTest {
    @Test
    void shouldReachTheLocalStackByDefault() {
        assertThat(Settings.read(Map.of(), KafkaConnection::from))
                .isEqualTo(new KafkaConnection("localhost:9092", "http://localhost:8085/apis/ccompat/v7", Map.of()));
    }

    @Test
    void shouldGiveEveryClientWhatTheFileSays(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("kafka.properties"), "security.protocol=SASL_SSL\nsasl.jaas.config=hunter2\n");

        KafkaConnection kafka =
                Settings.read(Map.of("RICOCHET_KAFKA_PROPERTIES_FILE", file.toString()), KafkaConnection::from);

        assertThat(kafka.base("x"))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("bootstrap.servers", "localhost:9092")
                .containsEntry("client.id", "x");
        assertThat(kafka.toString()).contains("sasl.jaas.config").doesNotContain("hunter2");
    }

    @Test
    void shouldReportAFileThatCannotBeRead() {
        assertThatThrownBy(() ->
                        Settings.read(Map.of("RICOCHET_KAFKA_PROPERTIES_FILE", "/nowhere"), KafkaConnection::from))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("RICOCHET_KAFKA_PROPERTIES_FILE=/nowhere")
                .hasMessageContaining("NoSuchFileException");
    }

    @Test
    void shouldLetTheFileTuneProducersButNotWeakenThem() {
        KafkaConnection tuned = new KafkaConnection("b:1", "http://r", Map.of("linger.ms", "50", "acks", "0"));

        assertThat(tuned.producer("x")).containsEntry("linger.ms", "50").containsEntry("acks", "all");
    }

    @Test
    void shouldProduceDurablyByDefault() {
        Map<String, Object> config =
                Settings.read(Map.of(), KafkaConnection::from).producer("x");
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        Properties properties = new Properties();
        properties.putAll(config);

        // Kafka's own check of the values and of how they go together.
        ProducerConfig checked = new ProducerConfig(properties);

        assertThat(checked.getString(ProducerConfig.ACKS_CONFIG)).isEqualTo("-1");
        assertThat(checked.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)).isTrue();
    }
}

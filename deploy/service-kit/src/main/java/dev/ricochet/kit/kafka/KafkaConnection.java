package dev.ricochet.kit.kafka;

import dev.ricochet.kit.config.Settings;
import dev.ricochet.schemas.serde.RecordSerdes;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Where broker and registry are, and how clients authenticate.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param registryUrl base URL of a registry that speaks Confluent's API
 * @param extra further settings of every Kafka client (TLS, SASL); may hold secrets, so {@link #toString} keeps quiet
 */
public record KafkaConnection(String bootstrapServers, String registryUrl, Map<String, String> extra) {
    public KafkaConnection {
        extra = Map.copyOf(extra);
    }

    public static KafkaConnection from(Settings settings) {
        return new KafkaConnection(
                settings.text("RICOCHET_KAFKA_BOOTSTRAP_SERVERS", "localhost:9092", "Brokers, separated by commas."),
                settings.text(
                        "RICOCHET_SCHEMA_REGISTRY_URL",
                        "http://localhost:8085/apis/ccompat/v7",
                        "Base URL of a schema registry that speaks Confluent's API."),
                settings.parsed(
                        "RICOCHET_KAFKA_PROPERTIES_FILE",
                        "",
                        "Further settings of every Kafka client (TLS, SASL and so on), in Kafka's own names.",
                        "path of a readable properties file",
                        KafkaConnection::propertiesIn,
                        Map.of()));
    }

    /** What every client needs: where, as whom, and under which name in the broker's logs and metrics. */
    public Map<String, Object> base(String clientId) {
        Map<String, Object> config = new HashMap<>(extra);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return config;
    }

    /**
     * The base and what all our producers agree on. Serializers are the caller's; a caller that must not block an
     * event loop lowers {@code max.block.ms} further. The properties file may change all but the first.
     *
     * <ul>
     *   <li>{@code acks=all} and idempotence: acknowledged means durable, a retry neither doubles nor reorders.
     *   <li>{@code delivery.timeout.ms} 30 s, {@code request.timeout.ms} 10 s: whoever sends has something better to do
     *       with a record than let it wait for two minutes (spool it, refuse it, read it again).
     *   <li>{@code max.block.ms} 5 s: an absent broker shows as an error before a caller's own timeouts hide it.
     *   <li>{@code linger.ms} 5 and {@code lz4}: batches form under load, at a price that nobody notices without.
     * </ul>
     */
    public Map<String, Object> producer(String clientId) {
        Map<String, Object> config = base(clientId);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        config.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return config;
    }

    /** Serdes over this registry. */
    public RecordSerdes serdes() {
        return RecordSerdes.connect(registryUrl);
    }

    @Override
    public String toString() {
        return "KafkaConnection[bootstrapServers=" + bootstrapServers + ", registryUrl=" + registryUrl + ", extra="
                + extra.keySet() + "]";
    }

    private static Map<String, String> propertiesIn(String file) {
        if (file.isEmpty()) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.toString(), e);
        }
        Map<String, String> extra = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> extra.put(name, properties.getProperty(name)));
        return extra;
    }
}

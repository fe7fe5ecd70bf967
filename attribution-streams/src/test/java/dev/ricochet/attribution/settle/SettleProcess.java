package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.catalogOf;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.testkit.KafkaStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** settle in a process of its own, so that it can be killed with no time to finish anything. */
final class SettleProcess implements AutoCloseable {

    /** The most that {@code hats} takes a day; {@code shoes} takes all. */
    static final int CAP = 50;

    /** How long conversions of {@code bags} wait for their approval. */
    static final Duration APPROVED_AFTER = Duration.ofHours(1);

    private final Process process;

    private SettleProcess(Process process) {
        this.process = process;
    }

    static SettleProcess start(KafkaStack kafka, Path stateDirectory) {
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SettleProcess.class.getName(),
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                stateDirectory.toString());
        try {
            return new SettleProcess(new ProcessBuilder(command).inheritIO().start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start settle", e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As kill -9 does. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    public static void main(String[] arguments) {
        KafkaConnection kafka = new KafkaConnection(arguments[0], arguments[1], Map.of());
        Catalog catalog = catalogOf(
                anOffer("shoes").goal(aSale()),
                anOffer("hats").goal(aSale()).dailyCap(CapScope.OFFER, CAP),
                anOffer("bags").goal(aSale().approvedAfter(APPROVED_AFTER)));
        SettleApp app = new SettleApp(kafka.serdes(), () -> catalog, new SettleSettings(2));
        Properties properties = new Properties();
        properties.putAll(kafka.base("settle"));
        properties.putAll(app.properties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "ricochet-settle");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, arguments[2]);
        // Who leaves without a word is missed after this.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        // And what it had begun to write is given up after this; until then nobody reads on.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 3_000);
        new KafkaStreams(app.topology(), properties).start();
    }
}

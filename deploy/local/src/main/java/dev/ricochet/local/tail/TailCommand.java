package dev.ricochet.local.tail;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.connection.ConnectionOptions;
import dev.ricochet.local.duration.DurationConverter;
import dev.ricochet.schemas.topic.Declaration;
import dev.ricochet.schemas.topic.Topics;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tail TOPIC}: follows a topic and prints what comes. */
@Command(
        name = "tail",
        description = {
            "Prints a topic's records decoded, a JSON object a line.",
            "Ends after --for or --max, else with Ctrl-C. Amounts are strings, times ISO 8601, secrets masked."
        },
        mixinStandardHelpOptions = true)
public final class TailCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int SCHEMAS_CACHED = 1_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(paramLabel = "TOPIC", description = "A topic, such as ricochet.conversions.v1, in short: conversions.")
    private String topic;

    @Option(names = "--from-beginning", description = "Start with the oldest record instead of the next one.")
    private boolean fromBeginning;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "End after this time, such as 10s or 5m.")
    private @Nullable Duration limit;

    @Option(names = "--max", paramLabel = "N", description = "End after this many records.")
    private long max = Long.MAX_VALUE;

    @Option(names = "--show-secrets", description = "Print tokens and signing secrets of catalog entries in clear.")
    private boolean showSecrets;

    @Override
    public Integer call() throws IOException {
        KafkaConnection kafka = connection.kafka();
        List<String> declared = Topics.all().stream().map(Declaration::name).toList();
        String name = TopicName.resolve(topic, declared)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "no topic is called " + topic + "; there are:\n  " + String.join("\n  ", declared)));
        GenericDecoder decoder =
                new GenericDecoder(new CachedSchemaRegistryClient(kafka.registryUrl(), SCHEMAS_CACHED));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            if (fromBeginning) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            follow(
                    consumer,
                    new RecordLine(decoder, showSecrets),
                    spec.commandLine().getOut());
        }
        return 0;
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer, RecordLine line, PrintWriter out) throws IOException {
        Instant end = limit == null ? Instant.MAX : Instant.now().plus(limit);
        long printed = 0;
        while (printed < max && Instant.now().isBefore(end) && !out.checkError()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (printed++ < max) {
                    out.println(line.of(record));
                }
            }
            out.flush();
        }
    }

    private static Map<String, Object> config(KafkaConnection kafka) {
        Map<String, Object> config = new HashMap<>(kafka.base("ricochet-tail"));
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return config;
    }
}

package dev.ricochet.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ricochet.local.process.JavaCommand;
import dev.ricochet.local.process.ManagedProcess;
import dev.ricochet.local.process.PortsInUse;
import dev.ricochet.schemas.registry.SchemaResult;
import dev.ricochet.schemas.topic.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stack without services: starting, failing, stopping, continuing. */
class LocalStackIT {

    private static final String TOPIC = Topics.CONVERSIONS.name();

    @TempDir
    private Path directory;

    @Test
    void shouldContinueOnTheSameDirectoryWhereItStopped() throws Exception {
        String clusterId;
        String clickKeys;
        try (LocalStack stack = LocalStack.start(brokerAndRegistry(), Progress.silent())) {
            clusterId = clusterIdOf(stack);
            clickKeys = stack.clickKeys();
            produce(stack, "before");
        }

        try (LocalStack stack = LocalStack.start(brokerAndRegistry(), Progress.silent())) {
            assertThat(clusterIdOf(stack)).isEqualTo(clusterId);
            assertThat(stack.clickKeys()).isEqualTo(clickKeys);
            assertThat(Contract.checkSchemas(stack.registryUrl()).subjects())
                    .allMatch(SchemaResult.Same.class::isInstance);
            produce(stack, "after");
            assertThat(readAsGroup(stack, 2)).containsExactlyInAnyOrder("before", "after");
        }
    }

    @Test
    void shouldLeaveNoProcessBehind() {
        LocalStack stack = LocalStack.start(brokerAndRegistry().withoutContract(), Progress.silent());
        List<ProcessHandle> processes = stack.processes().stream()
                .map(process -> ProcessHandle.of(process.pid()).orElseThrow())
                .toList();
        assertThat(StackRecord.ofRunning(directory)).isPresent();

        stack.close();

        assertThat(processes).hasSize(2).noneMatch(ProcessHandle::isAlive);
        assertThat(StackRecord.read(directory)).isEmpty();
    }

    @Test
    void shouldTellWithTheLogWhenAPartIsGone() throws Exception {
        try (LocalStack stack = LocalStack.start(brokerAndRegistry().withoutContract(), Progress.silent())) {
            ProcessHandle.of(stack.registry().pid()).orElseThrow().destroyForcibly();

            assertThat(stack.failure().get(60, TimeUnit.SECONDS))
                    .hasMessageContaining("registry ended by itself with exit code 137")
                    .hasMessageContaining(stack.registry().logFile().toString())
                    .hasMessageContaining(
                            "Listening on: http://127.0.0.1:" + stack.ports().registry());
        }
    }

    @Test
    void shouldNotMistakeATestsKillForAFailure() {
        try (LocalStack stack = LocalStack.start(brokerAndRegistry().withoutContract(), Progress.silent())) {
            ManagedProcess broker = stack.broker();

            broker.kill9();
            assertThat(broker.isRunning()).isFalse();
            broker.restart();

            assertThat(broker.whyNotReady()).isNull();
            assertThat(stack.failure()).isNotDone();
        }
    }

    @Test
    void shouldTellWhyABrokerDoesNotStart() {
        StackOptions options = brokerAndRegistry().withBrokerHeap("1k");

        assertThatThrownBy(() -> LocalStack.start(options, Progress.silent()))
                .hasMessageContaining("broker ended")
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("Too small maximum heap");
    }

    @Test
    void shouldNameThePortThatIsTakenBeforeItStartsAnything() throws IOException {
        StackOptions options = brokerAndRegistry();
        int taken = options.ports().registry();
        try (ServerSocket other = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            assertThatThrownBy(() -> LocalStack.start(options, Progress.silent()))
                    .isInstanceOf(PortsInUse.class)
                    .hasMessageContaining(taken + " (registry)")
                    .hasMessageContaining("--port-offset");
        }
        assertThat(directory.resolve("logs/broker.log")).doesNotExist();
    }

    @Test
    void shouldRefuseASecondStackOnTheSameDirectory() {
        try (LocalStack stack = LocalStack.start(brokerAndRegistry().withoutContract(), Progress.silent())) {
            assertThatThrownBy(() -> LocalStack.start(brokerAndRegistry(), Progress.silent()))
                    .isInstanceOf(StackInUse.class)
                    .hasMessageContaining(stack.dataDirectory().toString());
        }
    }

    @Test
    void shouldEndWithAParentThatIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        JavaCommand.java(),
                        "-Dricochet.home=" + System.getProperty("ricochet.home"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StackHolder.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
        List<ProcessId> parts;
        try {
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> StackRecord.ofRunning(directory).isPresent());
            parts = StackRecord.read(directory).orElseThrow().processes().stream()
                    .map(StackRecord.Part::process)
                    .toList();
        } finally {
            parent.destroyForcibly();
        }

        await().atMost(Duration.ofSeconds(90)).until(() -> parts.stream().noneMatch(ProcessId::isAlive));
    }

    private StackOptions brokerAndRegistry() {
        return StackOptions.in(directory)
                .onPorts(Ports.free())
                .withoutServices()
                .asShortLived();
    }

    private static String clusterIdOf(LocalStack stack) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void produce(LocalStack stack, String value) throws Exception {
        Map<String, Object> config = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
        }
    }

    private static List<String> readAsGroup(LocalStack stack, int count) {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                stack.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "readers",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            await().pollInSameThread().atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
                return values.size() >= count;
            });
        }
        return values;
    }
}

package dev.ricochet.local.stack;

import dev.ricochet.local.process.JavaCommand;
import dev.ricochet.local.process.ManagedProcess;
import dev.ricochet.local.process.ProcessSpec;
import dev.ricochet.local.process.ReadinessProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/** One KRaft node, broker and controller in one process. */
final class Broker {

    static final String NAME = "broker";

    private static final int PROBE_TIMEOUT_MS = 3_000;

    private Broker() {}

    static ManagedProcess process(StackOptions options, DataDirectory data) {
        Path properties = data.brokerProperties();
        write(properties(options.ports(), data.broker()), properties);
        List<String> command = new JavaCommand(BrokerMain.class.getName(), System.getProperty("java.class.path"))
                .heap(options.brokerHeap())
                .property("logback.configurationFile", "dev/ricochet/local/broker-logback.xml")
                .argument(properties.toString())
                .build();
        return new ManagedProcess(
                new ProcessSpec(NAME, command, Map.of(), data.log(NAME)), probe(bootstrapServers(options.ports())));
    }

    static String bootstrapServers(Ports ports) {
        return "127.0.0.1:" + ports.broker();
    }

    /** Everything internal once, since there is one node; consumer groups form at once, since nobody is waited for. */
    static Properties properties(Ports ports, Path logDirectory) {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + ports.controller());
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(ports.broker(), ports.controller()));
        p.setProperty("advertised.listeners", "PLAINTEXT://" + bootstrapServers(ports));
        p.setProperty("log.dirs", logDirectory.toString());
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("default.replication.factor", "1");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.num.partitions", "4");
        return p;
    }

    private static void write(Properties properties, Path file) {
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, "Written at every start of the local stack");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static ReadinessProbe probe(String bootstrapServers) {
        return () ->
                LoopbackProbe.isListening(bootstrapServers) ? whyNotInCluster(bootstrapServers) : "not listening yet";
    }

    private static @Nullable String whyNotInCluster(String bootstrapServers) {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PROBE_TIMEOUT_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PROBE_TIMEOUT_MS);
        try (Admin admin = Admin.create(config)) {
            return admin.describeCluster()
                            .nodes()
                            .get(PROBE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                            .isEmpty()
                    ? "no broker has joined the cluster yet"
                    : null;
        } catch (ExecutionException | TimeoutException e) {
            return "no answer yet: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}

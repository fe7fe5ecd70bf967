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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/** One KRaft node, broker and controller in one process. */
final class Broker {

    static final String NAME = "broker";

    private static final String LOOPBACK = "127.0.0.1";

    private static final int PROBE_TIMEOUT_MS = 3_000;

    private Broker() {}

    static ManagedProcess process(StackOptions options, DataDirectory data) {
        Path properties = data.brokerProperties();
        write(
                BrokerProperties.singleNode(
                        LOOPBACK, options.ports().broker(), options.ports().controller(), data.broker()),
                properties);
        List<String> command = new JavaCommand(BrokerMain.class.getName(), System.getProperty("java.class.path"))
                .heap(options.brokerHeap())
                .shortLived(options.shortLived())
                .property("logback.configurationFile", "dev/ricochet/local/broker-logback.xml")
                .argument(properties.toString())
                .build();
        return new ManagedProcess(
                new ProcessSpec(NAME, command, Map.of(), data.log(NAME)), probe(bootstrapServers(options.ports())));
    }

    private static void write(BrokerProperties properties, Path file) {
        try {
            Files.writeString(file, properties.text());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    static String bootstrapServers(Ports ports) {
        return LOOPBACK + ":" + ports.broker();
    }

    static ReadinessProbe probe(String bootstrapServers) {
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

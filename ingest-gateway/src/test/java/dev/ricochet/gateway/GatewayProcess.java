package dev.ricochet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.local.process.JavaCommand;
import dev.ricochet.local.process.LogTail;
import dev.ricochet.local.process.ProcessSpec;
import dev.ricochet.local.process.RunningProcess;
import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.testkit.fixture.Fixtures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gateway as its own process, which can be stopped in order or killed. */
final class GatewayProcess implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(40);

    private final RunningProcess process;
    private final int port;
    private final int managementPort;
    private final HttpClient http = HttpClient.newHttpClient();

    private GatewayProcess(RunningProcess process, int port, int managementPort) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Without waiting until it takes requests. An outage must fit into its heap, or the process ends. */
    static GatewayProcess launch(LocalStack stack, Path spool, Map<String, String> settings, String... wrapper) {
        return launch("192m", stack, spool, settings, wrapper);
    }

    private static GatewayProcess launch(
            String heap, LocalStack stack, Path spool, Map<String, String> settings, String... wrapper) {
        Ports ports = Ports.free();
        Map<String, String> environment = new HashMap<>(Map.of(
                "RICOCHET_KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers(),
                "RICOCHET_SCHEMA_REGISTRY_URL", stack.registryUrl(),
                "RICOCHET_CLICK_KEYS", Fixtures.CLICK_KEYS,
                "RICOCHET_GATEWAY_SPOOL_DIR", spool.toString(),
                "RICOCHET_GATEWAY_PORT", Integer.toString(ports.gateway()),
                "RICOCHET_MANAGEMENT_PORT", Integer.toString(ports.gatewayManagement()),
                "RICOCHET_LOG_FORMAT", "text"));
        environment.putAll(settings);
        List<String> command = new ArrayList<>(List.of(wrapper));
        command.addAll(new JavaCommand(GatewayMain.class.getName(), System.getProperty("java.class.path"))
                .heap(heap)
                .jvmOption("-XX:+ExitOnOutOfMemoryError")
                .property("logback.configurationFile", "logback.xml")
                .build());
        Path log = stack.dataDirectory().resolve("logs").resolve("gateway-" + ports.gateway() + ".log");
        return new GatewayProcess(
                RunningProcess.start(new ProcessSpec(GatewayMain.NAME, command, environment, log)),
                ports.gateway(),
                ports.gatewayManagement());
    }

    static GatewayProcess start(LocalStack stack, Path spool, Map<String, String> settings, String... wrapper) {
        GatewayProcess gateway = launch(stack, spool, settings, wrapper);
        gateway.awaitReady();
        return gateway;
    }

    /** With so little memory that not much can be held in it. */
    static GatewayProcess startWithHeap(String heap, LocalStack stack, Path spool, Map<String, String> settings) {
        GatewayProcess gateway = launch(heap, stack, spool, settings);
        gateway.awaitReady();
        return gateway;
    }

    void awaitReady() {
        await().atMost(STARTS_WITHIN)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    assertThat(process.isAlive()).as(this::output).isTrue();
                    return management("/readyz").startsWith("200");
                });
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    String metrics() throws Exception {
        return management("/metrics");
    }

    String management(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        return answer.statusCode() + "\n" + answer.body();
    }

    void kill9() {
        process.kill9();
    }

    /** As {@code kill} does, without waiting for the end. */
    void terminate() {
        ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
    }

    int exitCode() {
        assertThat(process.awaitExit(STOPS_WITHIN)).as(this::output).isTrue();
        return process.exit().join();
    }

    String output() {
        return LogTail.of(process.logFile(), 200);
    }

    @Override
    public void close() {
        process.kill9();
    }
}

package dev.ricochet.testkit;

import dev.ricochet.local.stack.BrokerProperties;
import dev.ricochet.local.stack.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * Broker and registry in containers. The images are built by {@code deploy/test-kit/docker/build-images}; the system
 * properties {@code ricochet.test.broker.image} and {@code ricochet.test.registry.image} name others.
 */
final class ContainerBackend implements Backend {

    private static final Duration STARTUP = Duration.ofMinutes(2);
    private static final int CONTROLLER_PORT = 9093;
    private static final int REGISTRY_PORT = 8085;
    private static final String PROPERTIES_FILE = "/opt/ricochet/broker.properties";

    private final GenericContainer<?> broker;
    private final String bootstrapServers;
    private final GenericContainer<?> registry;

    private ContainerBackend(GenericContainer<?> broker, String bootstrapServers, GenericContainer<?> registry) {
        this.broker = broker;
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
    }

    static ContainerBackend start() {
        DockerClientFactory docker = DockerClientFactory.instance();
        // Asked for its address before it has a client, the factory fails where this JVM itself runs in a container.
        if (!docker.isDockerAvailable()) {
            throw new IllegalStateException("no Docker engine answers; the embedded backend needs none");
        }
        String bootstrapServers =
                docker.dockerHostIpAddress() + ":" + Ports.free().broker();
        ContainerBackend backend = new ContainerBackend(broker(bootstrapServers), bootstrapServers, registry());
        try {
            backend.broker.start();
            backend.registry.start();
            return backend;
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
    }

    @Override
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public String registryUrl() {
        return "http://%s:%d/apis/ccompat/v7".formatted(registry.getHost(), registry.getMappedPort(REGISTRY_PORT));
    }

    @Override
    public void close() {
        registry.stop();
        broker.stop();
    }

    /** A broker tells clients where it is, so its port is the same inside and outside and chosen before it starts. */
    private static GenericContainer<?> broker(String advertised) {
        int port = Integer.parseInt(advertised.substring(advertised.lastIndexOf(':') + 1));
        String properties = BrokerProperties.singleNode("0.0.0.0", port, CONTROLLER_PORT, Path.of("/tmp/broker"))
                .advertising(advertised)
                .text();
        GenericContainer<?> container = new GenericContainer<>(
                        image("ricochet.test.broker.image", "ricochet/test-broker"))
                .withExposedPorts(port)
                .withCopyToContainer(Transferable.of(properties), PROPERTIES_FILE)
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1).withStartupTimeout(STARTUP));
        container.setPortBindings(List.of(port + ":" + port));
        return container;
    }

    private static GenericContainer<?> registry() {
        return new GenericContainer<>(image("ricochet.test.registry.image", "ricochet/test-registry"))
                .withExposedPorts(REGISTRY_PORT)
                .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects")
                        .forPort(REGISTRY_PORT)
                        .withStartupTimeout(STARTUP));
    }

    private static DockerImageName image(String property, String standard) {
        return DockerImageName.parse(System.getProperty(property, standard + ":local"));
    }
}

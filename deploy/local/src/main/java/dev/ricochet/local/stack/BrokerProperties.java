package dev.ricochet.local.stack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration of a broker that is a cluster of its own: one node, broker and controller in one.
 *
 * <p>Everything internal is kept once, since there is nowhere to keep it twice. Groups form at once, since there is nobody to
 * wait for. Topics are never made by accident.
 */
public final class BrokerProperties {

    private final Map<String, String> properties;

    private BrokerProperties(Map<String, String> properties) {
        this.properties = properties;
    }

    /** @param address where clients and controller are listened for */
    public static BrokerProperties singleNode(String address, int port, int controllerPort, Path logDirectory) {
        Map<String, String> p = new LinkedHashMap<>();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.put("controller.listener.names", "CONTROLLER");
        p.put("listeners", "PLAINTEXT://%s:%d,CONTROLLER://127.0.0.1:%d".formatted(address, port, controllerPort));
        p.put("advertised.listeners", "PLAINTEXT://" + address + ":" + port);
        p.put("log.dirs", logDirectory.toString());
        p.put("auto.create.topics.enable", "false");
        p.put("group.initial.rebalance.delay.ms", "0");
        // Kafka starts more, for hundreds of clients; on a small machine they get in each other's way.
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        p.put("default.replication.factor", "1");
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "4");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("transaction.state.log.num.partitions", "4");
        // For share groups, with which bench sink reads to compare; a member gets its partitions with its second
        // heartbeat.
        p.put("group.share.heartbeat.interval.ms", "500");
        p.put("group.share.min.heartbeat.interval.ms", "500");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("share.coordinator.state.topic.num.partitions", "4");
        return new BrokerProperties(p);
    }

    /** Clients reach it elsewhere than where it listens. */
    public BrokerProperties advertising(String hostAndPort) {
        Map<String, String> changed = new LinkedHashMap<>(properties);
        changed.put("advertised.listeners", "PLAINTEXT://" + hostAndPort);
        return new BrokerProperties(changed);
    }

    /** As the broker reads it from its file. */
    public String text() {
        return properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue() + "\n")
                .collect(Collectors.joining());
    }
}

package dev.ricochet.local.stack;

import dev.ricochet.local.process.JavaCommand;
import dev.ricochet.local.process.ManagedProcess;
import dev.ricochet.local.process.ProcessSpec;
import dev.ricochet.local.process.ReadinessProbe;
import java.util.HashMap;
import java.util.Map;

/** The services as processes, each with its own settings and no others. */
final class ServiceProcesses {

    private static final String LOOPBACK = "127.0.0.1";

    private ServiceProcesses() {}

    static ManagedProcess process(
            StackService service, StackOptions options, DataDirectory data, Installation installation) {
        String name = service.processName();
        JavaCommand command = new JavaCommand(service.mainClass(), installation.classPathOf(name))
                .heap(options.serviceHeap())
                .shortLived(options.shortLived())
                .jvmOption("-XX:+ExitOnOutOfMemoryError");
        if (service != StackService.STREAMS) {
            command.mostlyYoung();
        }
        int management = options.ports().managementOf(service);
        return new ManagedProcess(
                new ProcessSpec(name, command.build(), environment(service, options, data), data.log(name)),
                probe("http://" + LOOPBACK + ":" + management));
    }

    /** @param address of the service's management port */
    static ReadinessProbe probe(String address) {
        return LoopbackProbe.http(address + "/readyz");
    }

    static Map<String, String> environment(StackService service, StackOptions options, DataDirectory data) {
        Ports ports = options.ports();
        Map<String, String> settings = new HashMap<>();
        settings.put("RICOCHET_KAFKA_BOOTSTRAP_SERVERS", Broker.bootstrapServers(ports));
        settings.put("RICOCHET_SCHEMA_REGISTRY_URL", Registry.url(ports));
        settings.put("RICOCHET_MANAGEMENT_HOST", LOOPBACK);
        settings.put("RICOCHET_MANAGEMENT_PORT", Integer.toString(ports.managementOf(service)));
        settings.put("RICOCHET_LOG_FORMAT", "text");
        String state = data.service(service).toString();
        switch (service) {
            case GATEWAY -> {
                settings.put("RICOCHET_GATEWAY_HOST", LOOPBACK);
                settings.put("RICOCHET_GATEWAY_PORT", Integer.toString(ports.gateway()));
                settings.put("RICOCHET_CLICK_KEYS_FILE", data.clickKeys().toString());
                settings.put("RICOCHET_GATEWAY_SPOOL_DIR", state);
                settings.put("RICOCHET_GATEWAY_API_KEYS_FILE", data.apiKeys().toString());
            }
            case STREAMS -> {
                settings.put("RICOCHET_STATE_DIR", state);
                // A name that it keeps: after a crash its partitions need not wait for a session to time out.
                settings.put("RICOCHET_INSTANCE_ID", "worker-1");
                settings.put("RICOCHET_MATCH_THREADS", "1"); // the machine's processors are everybody's here
                settings.put("RICOCHET_STATS_API_KEYS_FILE", data.apiKeys().toString());
                settings.put("RICOCHET_CLICK_KEYS_FILE", data.clickKeys().toString());
            }
            case SINK -> {
                settings.put("RICOCHET_STATE_DIR", state);
                settings.put("RICOCHET_INSTANCE_ID", "sink-1");
                settings.put("RICOCHET_SINK_API_KEYS_FILE", data.apiKeys().toString());
                // The demo's affiliate server listens on this machine; in production the check stays closed.
                settings.put("RICOCHET_ALLOW_LOOPBACK_ENDPOINTS", "true");
            }
        }
        settings.putAll(options.environment().getOrDefault(service, Map.of()));
        return settings;
    }
}

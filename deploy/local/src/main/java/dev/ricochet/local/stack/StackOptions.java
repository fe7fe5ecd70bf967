package dev.ricochet.local.stack;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a stack is made of.
 *
 * @param dataDirectory where all state lies; a second start on it continues where the first stopped
 * @param ports where the parts listen
 * @param services which of the services run
 * @param contract whether topics are created and schemas registered before the services start
 * @param brokerHeap as {@code -Xmx} takes it
 * @param serviceHeap as {@code -Xmx} takes it, for each of the services
 * @param shortLived whether the parts run for minutes only, and are spared the compiler's second, slower pass
 * @param environment settings of single services, on top of those that the stack gives them
 */
public record StackOptions(
        Path dataDirectory,
        Ports ports,
        Set<StackService> services,
        boolean contract,
        String brokerHeap,
        String serviceHeap,
        boolean shortLived,
        Map<StackService, Map<String, String>> environment) {

    public StackOptions {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        services = Set.copyOf(services);
        environment = Map.copyOf(environment);
    }

    /** Standard ports, all services, topics and schemas applied. */
    public static StackOptions in(Path dataDirectory) {
        return new StackOptions(
                dataDirectory,
                Ports.standard(),
                EnumSet.allOf(StackService.class),
                true,
                "512m",
                "384m",
                false,
                Map.of());
    }

    public StackOptions onPorts(Ports other) {
        return new StackOptions(
                dataDirectory, other, services, contract, brokerHeap, serviceHeap, shortLived, environment);
    }

    public StackOptions withServices(Set<StackService> others) {
        return new StackOptions(
                dataDirectory, ports, others, contract, brokerHeap, serviceHeap, shortLived, environment);
    }

    /** Broker and registry alone. */
    public StackOptions withoutServices() {
        return withServices(Set.of());
    }

    /** An empty broker and an empty registry. */
    public StackOptions withoutContract() {
        return new StackOptions(
                dataDirectory, ports, services, false, brokerHeap, serviceHeap, shortLived, environment);
    }

    public StackOptions withBrokerHeap(String size) {
        return new StackOptions(dataDirectory, ports, services, contract, size, serviceHeap, shortLived, environment);
    }

    public StackOptions withServiceHeap(String size) {
        return new StackOptions(dataDirectory, ports, services, contract, brokerHeap, size, shortLived, environment);
    }

    /** Starts in half the time and never gets fast: for tests of what happens, not of how fast. */
    public StackOptions asShortLived() {
        return new StackOptions(dataDirectory, ports, services, contract, brokerHeap, serviceHeap, true, environment);
    }

    /** Adds settings to one service. */
    public StackOptions withEnvironment(StackService service, Map<String, String> settings) {
        Map<StackService, Map<String, String>> all = new EnumMap<>(StackService.class);
        all.putAll(environment);
        Map<String, String> ofService = new HashMap<>(all.getOrDefault(service, Map.of()));
        ofService.putAll(settings);
        all.put(service, Map.copyOf(ofService));
        return new StackOptions(dataDirectory, ports, services, contract, brokerHeap, serviceHeap, shortLived, all);
    }
}

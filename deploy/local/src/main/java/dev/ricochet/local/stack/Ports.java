package dev.ricochet.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the parts listen, all on the loopback interface. */
public record Ports(
        int broker,
        int controller,
        int registry,
        int gateway,
        int gatewayManagement,
        int streamsManagement,
        int sinkManagement) {

    private static final int HIGHEST = 65_535;

    public Ports {
        List.of(broker, controller, registry, gateway, gatewayManagement, streamsManagement, sinkManagement)
                .forEach(Ports::requireValid);
    }

    public static Ports standard() {
        return new Ports(9092, 9093, 8085, 8080, 8081, 8082, 8083);
    }

    /** Ports that were free a moment ago: for tests, several stacks of which may run side by side. */
    public static Ports free() {
        List<Integer> free = freePorts(7);
        return new Ports(free.get(0), free.get(1), free.get(2), free.get(3), free.get(4), free.get(5), free.get(6));
    }

    /** All moved by the same number. */
    public Ports plus(int offset) {
        return new Ports(
                broker + offset,
                controller + offset,
                registry + offset,
                gateway + offset,
                gatewayManagement + offset,
                streamsManagement + offset,
                sinkManagement + offset);
    }

    int managementOf(StackService service) {
        return switch (service) {
            case GATEWAY -> gatewayManagement;
            case STREAMS -> streamsManagement;
            case SINK -> sinkManagement;
        };
    }

    /** What each port is for, of those that a stack with these services opens. */
    Map<String, Integer> neededBy(Iterable<StackService> services) {
        Map<String, Integer> needed = new LinkedHashMap<>();
        needed.put("broker", broker);
        needed.put("controller", controller);
        needed.put("registry", registry);
        for (StackService service : services) {
            if (service == StackService.GATEWAY) {
                needed.put("gateway", gateway);
            }
            needed.put(service.processName() + " management", managementOf(service));
        }
        return needed;
    }

    private static void requireValid(int port) {
        if (port < 1 || port > HIGHEST) {
            throw new IllegalArgumentException(port + " is not a port: expected 1 to " + HIGHEST);
        }
    }

    /** Holds all of them open before it closes any, so that none is given twice. */
    private static List<Integer> freePorts(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }
}

package dev.ricochet.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;

/** Tells before anything is started whether the ports are free: a bind error in a child's log comes late and is hard to read. */
public final class PortCheck {

    private PortCheck() {}

    /**
     * @param ports what each port is for, to its number
     * @throws PortsInUse naming every port that is taken
     */
    public static void requireFree(Map<String, Integer> ports) {
        List<String> taken = ports.entrySet().stream()
                .filter(port -> !isFree(port.getValue()))
                .map(port -> port.getValue() + " (" + port.getKey() + ")")
                .toList();
        if (!taken.isEmpty()) {
            throw new PortsInUse(taken);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do: a port in TIME_WAIT after the last run is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

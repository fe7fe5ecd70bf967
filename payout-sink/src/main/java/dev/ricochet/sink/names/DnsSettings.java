package dev.ricochet.sink.names;

import dev.ricochet.kit.config.Settings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How names are looked up.
 *
 * @param servers whom to ask; empty: whom this machine asks
 * @param patience until one server's answer
 * @param longestKept how long an answer is used at most, whatever its time to live
 */
public record DnsSettings(List<InetSocketAddress> servers, Duration patience, Duration longestKept) {

    private static final int PORT = 53;

    public DnsSettings {
        servers = List.copyOf(servers);
    }

    public static DnsSettings from(Settings settings) {
        return new DnsSettings(
                settings.parsed(
                        "RICOCHET_NAME_SERVERS",
                        "",
                        "Name servers to ask, as addresses with an optional port, separated by commas. Without it those that this machine is set to ask.",
                        "addresses such as 10.0.0.2 or 10.0.0.2:5353, separated by commas",
                        DnsSettings::servers,
                        List.of()),
                settings.duration(
                        "RICOCHET_NAME_TIMEOUT", "2s", "Until one name server's answer; then the next is asked."),
                settings.duration(
                        "RICOCHET_NAME_KEPT",
                        "1m",
                        "How long the addresses of a name are used at most before it is asked for again."));
    }

    private static List<InetSocketAddress> servers(String text) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            String server = one.strip();
            if (!server.isEmpty()) {
                int colon = server.lastIndexOf(':');
                boolean port = colon > 0 && server.indexOf(':') == colon;
                servers.add(new InetSocketAddress(
                        port ? server.substring(0, colon) : server,
                        port ? Integer.parseInt(server.substring(colon + 1)) : PORT));
            }
        }
        return servers;
    }
}

package dev.ricochet.sink.http;

import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.sink.address.AddressPolicy;
import dev.ricochet.sink.names.AddressBook;
import dev.ricochet.sink.names.DnsNames;
import dev.ricochet.sink.names.DnsSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How requests leave this process.
 *
 * @param addresses where they may go
 * @param names how hosts' addresses are found
 * @param way what they go through
 * @param http what one may cost
 */
public record Outbound(AddressPolicy addresses, DnsSettings names, WayOut way, HttpLimits http) {

    private static final Duration CLOSE = Duration.ofSeconds(5);

    public static Outbound from(Settings settings) {
        return new Outbound(
                new AddressPolicy(settings.flag(
                        "RICOCHET_ALLOW_LOOPBACK_ENDPOINTS",
                        false,
                        "Whether endpoints may lie on this machine. For tests and the demo only.")),
                DnsSettings.from(settings),
                WayOut.from(settings),
                HttpLimits.from(settings));
    }

    /** A sender of its own for whoever wants one, closed with the service. */
    public HttpSender sender(String what, ServiceRuntime runtime) {
        DnsNames resolver = new DnsNames(names);
        runtime.onShutdown(what + " names", resolver::close);
        HttpSender sender = new HttpSender(
                runtime.vertx(), null, way, new AddressBook(addresses, resolver), http, Clock.systemUTC());
        runtime.onShutdown(
                what + " connections",
                () -> sender.close()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(CLOSE.toMillis(), TimeUnit.MILLISECONDS));
        return sender;
    }
}

package dev.ricochet.sink.names;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DefaultDnsCache;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Netty's resolver: any number of look-ups wait at the same time, so that a name whose server is slow holds up nobody else's.
 * It reads {@code /etc/hosts} and {@code /etc/resolv.conf}. A name that could not be resolved is asked for again after some
 * seconds at the latest.
 */
public final class DnsNames implements NameService {

    private static final int NEGATIVE_SECONDS = 5;
    private static final int QUERIES_PER_NAME = 8;
    private static final Set<DnsResponseCode> NOT_OF_THE_NAME =
            Set.of(DnsResponseCode.SERVFAIL, DnsResponseCode.REFUSED);

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, (ThreadFactory) DnsNames::daemon, NioIoHandler.newFactory());
    private final DnsNameResolver resolver;

    public DnsNames(DnsSettings settings) {
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(loop.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
                .queryTimeoutMillis(settings.patience().toMillis())
                .maxQueriesPerResolve(QUERIES_PER_NAME)
                // A name in an endpoint's URL is a whole one: a search list would look for it inside our own network.
                .searchDomains(List.of())
                .ndots(1)
                .resolveCache(
                        new DefaultDnsCache(0, (int) settings.longestKept().toSeconds(), NEGATIVE_SECONDS));
        if (!settings.servers().isEmpty()) {
            builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(settings.servers()));
        }
        this.resolver = builder.build();
    }

    @Override
    public Future<List<InetAddress>> lookUp(String host) {
        Promise<List<InetAddress>> found = Promise.promise();
        // What is known already is told at once, on the caller's thread and not by way of the resolver's own.
        var unused = resolver.resolveAll(host, ImmediateEventExecutor.INSTANCE.newPromise())
                .addListener((io.netty.util.concurrent.Future<List<InetAddress>> done) -> {
                    if (done.isSuccess()) {
                        found.complete(done.getNow());
                    } else {
                        found.fail(judged(done.cause(), host));
                    }
                });
        return found.future();
    }

    /** Lets go of its thread. */
    public void close() {
        resolver.close();
        var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** A name server that says that it failed, or refuses to answer, has said no more of the name than one that is silent. */
    private static Exception judged(Throwable cause, String host) {
        for (Throwable link = cause; link != null; link = link.getCause()) {
            if (link instanceof DnsNameResolverTimeoutException
                    || (link instanceof DnsErrorCauseException said && NOT_OF_THE_NAME.contains(said.getCode()))) {
                return new NameServerSilent();
            }
        }
        return new UnknownHostException(host);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "names");
        thread.setDaemon(true);
        return thread;
    }
}

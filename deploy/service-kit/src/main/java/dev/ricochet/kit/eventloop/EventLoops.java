package dev.ricochet.kit.eventloop;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.BindException;

/** Event loops as every service runs them, and as its tests and benchmarks must. */
public final class EventLoops {

    /** How what is said of a failed call begins where epoll is used; it has no exception of its own. */
    private static final String BIND_BY_EPOLL = "bind(..) failed";

    private EventLoops() {}

    public static Vertx open() {
        return Vertx.vertx(options());
    }

    /** On Linux with epoll, elsewhere with what the JDK has; no file is looked for on the class path. */
    public static VertxOptions options() {
        return new VertxOptions()
                .setPreferNativeTransport(true)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }

    /** Whether a server could not listen since something else does, or since it may not: what to set otherwise is worth telling. */
    public static boolean isOfBinding(Throwable failure) {
        return failure instanceof BindException
                || (failure instanceof IOException
                        && String.valueOf(failure.getMessage()).startsWith(BIND_BY_EPOLL));
    }
}

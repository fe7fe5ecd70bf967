package dev.ricochet.kit.service;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** Event loops as every service runs them, and as its tests and benchmarks must. */
public final class EventLoops {

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
}

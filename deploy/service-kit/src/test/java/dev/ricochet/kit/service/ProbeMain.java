package dev.ricochet.kit.service;

import dev.ricochet.kit.config.Settings;
import java.util.concurrent.CountDownLatch;

/** A service for {@link ServiceProcessTest}, which does what its one setting says. */
final class ProbeMain {
    private ProbeMain() {}

    enum Deed {
        RUN,
        THROW_AT_START,
        LOSE_A_THREAD,
        FAIL_LATER,
        HANG_AT_CLOSE
    }

    public static void main(String[] arguments) {
        Service.run("probe", ProbeMain::deed, ProbeMain::start);
    }

    private static Deed deed(Settings settings) {
        return settings.oneOf("RICOCHET_DEED", Deed.class, Deed.RUN, "What it does.");
    }

    private static void start(Deed deed, ServiceRuntime runtime) {
        switch (deed) {
            case RUN -> {}
            case THROW_AT_START -> throw new IllegalStateException("no such topic");
            case LOSE_A_THREAD ->
                new Thread(
                                () -> {
                                    throw new IllegalStateException("thread lost");
                                },
                                "worker")
                        .start();
            case FAIL_LATER -> runtime.fail("reader", new IllegalStateException("reader lost"));
            case HANG_AT_CLOSE -> runtime.onShutdown("stuck", new CountDownLatch(1)::await);
        }
    }
}

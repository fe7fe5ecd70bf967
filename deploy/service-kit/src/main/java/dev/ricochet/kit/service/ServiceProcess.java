package dev.ricochet.kit.service;

import dev.ricochet.kit.config.ConfigurationException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service that is the whole process: signals, exit codes, the last word on standard error. */
final class ServiceProcess {
    private static final Logger log = LoggerFactory.getLogger(ServiceProcess.class);

    private ServiceProcess() {}

    interface Body {
        void start(ServiceRuntime runtime) throws Exception;
    }

    static void run(String name, ServiceSettings settings, Body body) {
        long begin = System.nanoTime();
        ServiceRuntime runtime;
        try {
            runtime = ServiceRuntime.open(name, settings, failure -> exitSoon(name, failure));
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("The service could not start");
            exit(name, new Failure("start", e));
            return;
        }
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> runtime.fail("thread " + thread.getName(), e));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(runtime), "shutdown hook"));
        try {
            body.start(runtime);
            runtime.started();
            log.atInfo()
                    .addKeyValue("version", runtime.version())
                    .addKeyValue("took_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin))
                    .log("Service started");
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            runtime.fail("start", e);
        }
    }

    static void refuse(String name, ConfigurationException e) {
        log.atError()
                .addKeyValue("problems", e.problems())
                .log("The configuration is wrong, the service does not start");
        System.err.println(name + ": " + e.getMessage());
        System.exit(ExitCode.CONFIGURATION.code());
    }

    // System.exit waits for the shutdown, and the shutdown may wait for the thread that found the failure.
    private static void exitSoon(String name, Failure failure) {
        new Thread(() -> exit(name, failure), "exit").start();
    }

    private static void exit(String name, Failure failure) {
        System.err.println(name + " stops: " + failure.sentence());
        System.exit(ExitCode.FAILED.code());
    }

    // Without halt, the process would end with 143 after SIGTERM, however well it closed.
    private static void end(ServiceRuntime runtime) {
        boolean allClosed = runtime.stop();
        ExitCode code = codeOf(runtime, allClosed);
        log.atInfo().addKeyValue("exit_code", code.code()).log("Service stopped");
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(code.code());
    }

    private static ExitCode codeOf(ServiceRuntime runtime, boolean allClosed) {
        if (runtime.failure() != null) {
            return ExitCode.FAILED;
        }
        return allClosed ? ExitCode.CLEAN : ExitCode.NOT_CLOSED;
    }
}

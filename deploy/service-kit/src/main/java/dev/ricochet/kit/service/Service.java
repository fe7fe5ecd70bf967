package dev.ricochet.kit.service;

import dev.ricochet.kit.config.ConfigurationException;
import dev.ricochet.kit.config.Setting;
import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.logging.LogFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs a service.
 *
 * @param <C> the service's configuration
 */
public final class Service<C> {
    private final C config;
    private final ServiceSettings common;

    private Service(C config, ServiceSettings common) {
        this.config = config;
        this.common = common;
    }

    /**
     * The whole of a {@code main}: configuration from the environment, start, shutdown on SIGTERM. Returns when the
     * service runs; the process ends with one of {@link ExitCode}.
     */
    public static <C> void run(String name, Function<Settings, C> config, Start<C> start) {
        // Logback reads the name when the first logger is made, so nothing that logs may be touched before this.
        System.setProperty(LogFormat.SERVICE_PROPERTY, name);
        try {
            Service<C> service = read(name, System.getenv(), config);
            ServiceProcess.run(name, service.common, runtime -> start.start(service.config, runtime));
        } catch (ConfigurationException e) {
            ServiceProcess.refuse(name, e);
        }
    }

    /**
     * The same inside another process, for tests: returns when the service runs; closing it is its shutdown.
     *
     * @param environment give {@code RICOCHET_MANAGEMENT_PORT=0} to run several beside each other
     * @throws ConfigurationException if the configuration is wrong
     * @throws IllegalStateException if the start failed; all that was opened is closed
     */
    public static <C> ServiceRuntime start(
            String name, Map<String, String> environment, Function<Settings, C> config, Start<C> start) {
        Service<C> service = read(name, environment, config);
        ServiceRuntime runtime = ServiceRuntime.inProcess(name, service.common);
        try {
            start.start(service.config, runtime);
        } catch (Exception e) {
            runtime.stop();
            throw new IllegalStateException(new Failure("The start of " + name, e).sentence(), e);
        }
        runtime.started();
        return runtime;
    }

    /** Everything that can be set: what every service has, then its own. For the reference table. */
    public static List<Setting> settings(String name, Function<Settings, ?> config) {
        return settings(name, config, Map.of());
    }

    /** As {@link #settings(String, Function)}, with samples of values without which {@code config} cannot run. */
    public static List<Setting> settings(String name, Function<Settings, ?> config, Map<String, String> samples) {
        return Settings.reference(
                settings -> {
                    ServiceSettings.from(settings, name);
                    return config.apply(settings);
                },
                samples);
    }

    private static <C> Service<C> read(String name, Map<String, String> environment, Function<Settings, C> config) {
        return Settings.read(environment, settings -> {
            ServiceSettings common = ServiceSettings.from(settings, name);
            return new Service<>(config.apply(settings), common);
        });
    }
}

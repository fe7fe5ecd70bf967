package dev.ricochet.kit.service;

/**
 * Opens a service's parts, registers how each is closed, and returns once they run.
 *
 * @param <C> the service's configuration
 */
@FunctionalInterface
public interface Start<C> {
    void start(C config, ServiceRuntime runtime) throws Exception;
}

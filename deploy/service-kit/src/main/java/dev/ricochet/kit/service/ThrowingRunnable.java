package dev.ricochet.kit.service;

/** Closes something; may fail. */
@FunctionalInterface
public interface ThrowingRunnable {
    void run() throws Exception;
}

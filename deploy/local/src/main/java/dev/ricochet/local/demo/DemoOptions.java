package dev.ricochet.local.demo;

import java.nio.file.Path;
import java.time.Duration;

/**
 * @param dataDirectory where the stack keeps its state; empty before the run
 * @param time how long traffic is sent
 * @param perSecond visits a second
 */
record DemoOptions(Path dataDirectory, Duration time, int perSecond, long seed) {}

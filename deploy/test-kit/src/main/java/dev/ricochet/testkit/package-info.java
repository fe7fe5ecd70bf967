/**
 * A real broker and a real registry for integration tests.
 *
 * <p>A test class says {@link dev.ricochet.testkit.KafkaTest @KafkaTest} and takes a {@link
 * dev.ricochet.testkit.KafkaStack} as a parameter of its tests or set-up methods. The stack is started with the first class
 * that asks, shared by all classes of the test run, and emptied before each of them: a class finds every declared topic,
 * without records, and every schema registered.
 *
 * <p>Where broker and registry come from is a {@link dev.ricochet.testkit.Backend}, chosen by the system property {@code
 * kafka.backend}: {@code embedded} runs them as child processes, {@code testcontainers} as containers.
 */
@NullMarked
package dev.ricochet.testkit;

import org.jspecify.annotations.NullMarked;

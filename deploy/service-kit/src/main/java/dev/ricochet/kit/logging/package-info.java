/**
 * How log lines look. Code logs through SLF4J with a constant message and key-value pairs
 * ({@code log.atInfo().addKeyValue("port", port).log("Management server listens")}); {@code logback.xml} of this
 * module decides what becomes of it.
 */
@NullMarked
package dev.ricochet.kit.logging;

import org.jspecify.annotations.NullMarked;

/**
 * Typed configuration out of environment variables.
 *
 * <p>A service has one function from {@link dev.ricochet.kit.config.Settings} to a record of its own. That function is
 * the only place where a key, its default and its meaning stand: it reads the values at start, and the reference table
 * in the service's README is generated from it ({@link dev.ricochet.kit.config.ConfigurationTable}). All that is wrong
 * is reported together, in one {@link dev.ricochet.kit.config.ConfigurationException}.
 */
@NullMarked
package dev.ricochet.kit.config;

import org.jspecify.annotations.NullMarked;

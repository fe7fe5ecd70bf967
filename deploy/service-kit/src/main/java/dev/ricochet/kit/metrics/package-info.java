/**
 * Metrics in Prometheus' form: names {@code ricochet_*} in base units, counters ending in {@code _total}; no label
 * whose values the outside world can invent.
 */
@NullMarked
package dev.ricochet.kit.metrics;

import org.jspecify.annotations.NullMarked;

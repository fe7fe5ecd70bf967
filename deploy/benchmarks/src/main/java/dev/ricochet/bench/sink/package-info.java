/**
 * The sink's speed: deliveries a second beside a bare HTTP client that posts the same bytes to the same server, with
 * neighbours that hang and refuse, and how long a change takes until its request is on the wire.
 */
@NullMarked
package dev.ricochet.bench.sink;

import org.jspecify.annotations.NullMarked;

/** Every metric of the sink, named in one place. */
@NullMarked
package dev.ricochet.sink.metrics;

import org.jspecify.annotations.NullMarked;

/** Kafka Streams applications under measurement: how many records a second they take in or restore. */
@NullMarked
package dev.ricochet.bench.streams;

import org.jspecify.annotations.NullMarked;

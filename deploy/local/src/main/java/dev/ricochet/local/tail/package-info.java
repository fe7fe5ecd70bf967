/**
 * {@code tail}: decoded records, one JSON object a line. It knows a topic only by the public contract (Kafka, a registry
 * that speaks Confluent's API, Avro generic records), so it also shows that nothing else is needed to read ours.
 *
 * <p>{@link dev.ricochet.kit.json.AvroJson} is the one rendering of records as JSON; other commands use it too.
 */
@NullMarked
package dev.ricochet.local.tail;

import org.jspecify.annotations.NullMarked;

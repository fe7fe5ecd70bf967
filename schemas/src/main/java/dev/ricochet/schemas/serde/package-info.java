/**
 * How records become bytes and bytes become records: in the Confluent wire format on topics that others may read, in Avro's
 * single-object encoding in state stores and between the parts of one application.
 */
@NullMarked
package dev.ricochet.schemas.serde;

import org.jspecify.annotations.NullMarked;

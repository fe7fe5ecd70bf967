/** Avro records as JSON for people and scripts. */
@NullMarked
package dev.ricochet.kit.json;

import org.jspecify.annotations.NullMarked;

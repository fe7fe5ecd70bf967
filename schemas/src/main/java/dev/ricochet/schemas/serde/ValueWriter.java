package dev.ricochet.schemas.serde;

import java.io.IOException;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Writes the values of one schema in Avro's binary encoding. */
@FunctionalInterface
interface ValueWriter {

    /** Throws ClassCastException or NullPointerException for what is no value of the schema. */
    void write(@Nullable Object value, Encoder out) throws IOException;
}

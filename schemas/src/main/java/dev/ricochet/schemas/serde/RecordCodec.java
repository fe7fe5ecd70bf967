package dev.ricochet.schemas.serde;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writer and readers of one generated class; a reader for each writer's schema that was met, made once. */
final class RecordCodec<V extends SpecificRecord> {

    private final SpecificData model;
    private final Schema schema;
    private final ValueWriter writer;
    private final LongFunction<Schema> schemas;
    private final Map<Long, DatumReader<V>> readers = new ConcurrentHashMap<>();

    /** Nearly every record is by the same schema as the one before it. */
    private volatile @Nullable Known<V> last;

    /** @param schemas the schema with this id or fingerprint; throws when there is none, and is asked again the next time */
    RecordCodec(Class<V> type, LongFunction<Schema> schemas) {
        this.model = SpecificData.getForClass(type);
        this.schema = model.getSchema(type);
        this.writer = ValueWriters.of(schema, model);
        this.schemas = schemas;
    }

    Schema schema() {
        return schema;
    }

    ValueWriter writer() {
        return writer;
    }

    DatumReader<V> reader(long writtenBy) {
        Known<V> known = last;
        if (known != null && known.writtenBy == writtenBy) {
            return known.reader;
        }
        DatumReader<V> reader = readers.get(writtenBy);
        if (reader == null) {
            // Not computeIfAbsent: the look-up may wait for the registry, and would hold up readers of other schemas.
            reader = new SpecificDatumReader<>(schemas.apply(writtenBy), schema, model);
            readers.put(writtenBy, reader);
        }
        last = new Known<>(writtenBy, reader);
        return reader;
    }

    private record Known<V>(long writtenBy, DatumReader<V> reader) {}
}

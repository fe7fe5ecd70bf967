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
        this(SpecificData.getForClass(type), SpecificData.getForClass(type).getSchema(type), schemas);
    }

    private RecordCodec(SpecificData model, Schema schema, LongFunction<Schema> schemas) {
        this.model = model;
        this.schema = schema;
        this.writer = ValueWriters.of(schema, model);
        this.schemas = schemas;
    }

    /**
     * Of the fields up to this one. Avro fills a generated class by positions, so it can be filled from the front in part, and leaves null what
     * is not read.
     */
    RecordCodec<V> upTo(String field) {
        Schema.Field last = schema.getField(field);
        if (last == null) {
            throw new IllegalArgumentException(schema.getFullName() + " has no field " + field);
        }
        Schema beginning = Schema.createRecord(
                schema.getName(),
                schema.getDoc(),
                schema.getNamespace(),
                false,
                schema.getFields().subList(0, last.pos() + 1).stream()
                        .map(each -> new Schema.Field(each, each.schema()))
                        .toList());
        return new RecordCodec<>(model, beginning, schemas);
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

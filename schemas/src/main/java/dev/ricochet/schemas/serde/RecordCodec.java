package dev.ricochet.schemas.serde;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writer and readers of one generated class; a reader for each schema that was met, made once. */
final class RecordCodec<V extends SpecificRecord> {

    private final SpecificData model;
    private final Schema schema;
    private final DatumWriter<V> writer;
    private final Map<Object, DatumReader<V>> readers = new ConcurrentHashMap<>();

    RecordCodec(Class<V> type) {
        this.model = SpecificData.getForClass(type);
        this.schema = model.getSchema(type);
        this.writer = new SpecificDatumWriter<>(schema, model);
    }

    Schema schema() {
        return schema;
    }

    DatumWriter<V> writer() {
        return writer;
    }

    /** The reader for what was written under this key, its schema looked up when the key is new. A failed look-up is not kept. */
    DatumReader<V> reader(Object key, Supplier<Schema> written) {
        @Nullable DatumReader<V> known = readers.get(key);
        return known != null
                ? known
                : readers.computeIfAbsent(key, unseen -> new SpecificDatumReader<>(written.get(), schema, model));
    }
}

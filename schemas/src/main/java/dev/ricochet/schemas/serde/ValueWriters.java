package dev.ricochet.schemas.serde;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Makes writers of generated records. Which way each part of a schema is written is worked out once, as Avro does for reading;
 * its own writers work it out again for every value, which was a quarter of settle's samples.
 */
final class ValueWriters {

    private final SpecificData model;
    private final Map<String, RecordWriter> records = new HashMap<>();

    private ValueWriters(SpecificData model) {
        this.model = model;
    }

    /** @param model knows the conversions of the logical types in the schema */
    static ValueWriter of(Schema schema, SpecificData model) {
        return new ValueWriters(model).writer(schema);
    }

    private ValueWriter writer(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        Conversion<?> conversion = logical == null ? null : model.getConversionFor(logical);
        ValueWriter plain = plain(schema);
        return conversion == null ? plain : converting(schema, logical, conversion, plain);
    }

    private static ValueWriter converting(
            Schema schema, LogicalType logical, Conversion<?> conversion, ValueWriter plain) {
        if (conversion instanceof Conversions.DecimalConversion decimals && schema.getType() == Schema.Type.BYTES) {
            return (value, out) -> out.writeBytes(decimals.toBytes((BigDecimal) present(value), schema, logical));
        }
        return (value, out) ->
                plain.write(Conversions.convertToRawType(present(value), schema, logical, conversion), out);
    }

    private ValueWriter plain(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION -> union(schema);
            case ARRAY -> array(writer(schema.getElementType()));
            case MAP -> map(writer(schema.getValueType()));
            case ENUM -> symbol(schema);
            case STRING -> (value, out) -> out.writeString((String) present(value));
            case BYTES -> (value, out) -> out.writeBytes((ByteBuffer) present(value));
            case INT -> (value, out) -> out.writeInt((Integer) present(value));
            case LONG -> (value, out) -> out.writeLong((Long) present(value));
            case FLOAT -> (value, out) -> out.writeFloat((Float) present(value));
            case DOUBLE -> (value, out) -> out.writeDouble((Double) present(value));
            case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) present(value));
            case NULL -> (value, out) -> out.writeNull();
            case FIXED -> throw new IllegalArgumentException("no record of ours has a field of type fixed: " + schema);
        };
    }

    /** A generated enum has the schema's symbols in the schema's order, so its ordinals are those of the encoding. */
    @SuppressWarnings("EnumOrdinal") // it is what Avro writes
    private ValueWriter symbol(Schema schema) {
        Class<?> type = model.getClass(schema);
        if (type == null) {
            throw new IllegalArgumentException("there is no generated class " + schema.getFullName());
        }
        List<String> symbols = Stream.of(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
        if (!symbols.equals(schema.getEnumSymbols())) {
            throw new IllegalArgumentException(schema.getFullName() + " was generated with other symbols: " + symbols);
        }
        return (value, out) -> out.writeEnum(((Enum<?>) present(value)).ordinal());
    }

    private RecordWriter record(Schema schema) {
        RecordWriter known = records.get(schema.getFullName());
        if (known != null) {
            return known;
        }
        RecordWriter writer = new RecordWriter(schema.getFields(), new ArrayList<>());
        records.put(schema.getFullName(), writer);
        for (Schema.Field field : schema.getFields()) {
            writer.writers.add(writer(field.schema()));
        }
        return writer;
    }

    /** Null or one thing, as all unions of our records are. */
    private ValueWriter union(Schema union) {
        if (!union.isNullable() || union.getTypes().size() != 2) {
            throw new IllegalArgumentException("no record of ours has a union but of null and one thing: " + union);
        }
        int nullAt = union.getTypes().get(0).getType() == Schema.Type.NULL ? 0 : 1;
        int thingAt = 1 - nullAt;
        ValueWriter thing = writer(union.getTypes().get(thingAt));
        return (value, out) -> {
            if (value == null) {
                out.writeIndex(nullAt);
                out.writeNull();
            } else {
                out.writeIndex(thingAt);
                thing.write(value, out);
            }
        };
    }

    private static ValueWriter array(ValueWriter element) {
        return (value, out) -> {
            Collection<?> elements = (Collection<?>) present(value);
            out.writeArrayStart();
            out.setItemCount(elements.size());
            for (Object each : elements) {
                out.startItem();
                element.write(each, out);
            }
            out.writeArrayEnd();
        };
    }

    private static ValueWriter map(ValueWriter element) {
        return (value, out) -> {
            Map<?, ?> entries = (Map<?, ?>) present(value);
            out.writeMapStart();
            out.setItemCount(entries.size());
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                out.startItem();
                out.writeString((String) present(entry.getKey()));
                element.write(entry.getValue(), out);
            }
            out.writeMapEnd();
        };
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new NullPointerException("null where a value is required");
        }
        return value;
    }

    /** @param writers by position, filled in after the record is known, for records that hold their own kind */
    private record RecordWriter(List<Schema.Field> fields, List<ValueWriter> writers) implements ValueWriter {

        @Override
        public void write(@Nullable Object value, Encoder out) throws IOException {
            IndexedRecord record = (IndexedRecord) present(value);
            for (int i = 0; i < writers.size(); i++) {
                try {
                    writers.get(i).write(record.get(i), out);
                } catch (ClassCastException | NullPointerException | AvroTypeException unfit) {
                    throw new AvroTypeException(fields.get(i).name() + ": " + unfit.getMessage(), unfit);
                }
            }
        }
    }
}

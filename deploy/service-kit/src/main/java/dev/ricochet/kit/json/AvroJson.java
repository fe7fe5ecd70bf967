package dev.ricochet.kit.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro as JSON for people and scripts: names as in the schema, decimals as strings (a JSON number would become floating
 * point in most readers), times and days in ISO 8601. Takes generic and generated records.
 */
public final class AvroJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int FEWEST_DECIMALS = 2;

    private AvroJson() {}

    public static ObjectNode of(IndexedRecord record) {
        ObjectNode object = JSON.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            object.set(field.name(), node(record.get(field.pos()), field.schema()));
        }
        return object;
    }

    /** The amount exactly, without trailing zeros beyond the second decimal. */
    public static String plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return (stripped.scale() < FEWEST_DECIMALS ? stripped.setScale(FEWEST_DECIMALS) : stripped).toPlainString();
    }

    private static JsonNode node(@Nullable Object value, Schema schema) {
        if (value == null) {
            return JSON.nullNode();
        }
        return switch (schema.getType()) {
            case UNION -> node(value, schema.getTypes().get(branch(value, schema)));
            case RECORD -> of((IndexedRecord) value);
            case ARRAY -> array((Collection<?>) value, schema.getElementType());
            case MAP -> map((Map<?, ?>) value, schema.getValueType());
            case LONG -> time(value, schema.getLogicalType());
            case BYTES -> bytes(value, schema.getLogicalType());
            case INT -> number(value, schema.getLogicalType());
            case BOOLEAN -> JSON.booleanNode((Boolean) value);
            default -> JSON.textNode(value.toString());
        };
    }

    /** Our unions are all "null or one thing"; only others need Avro to find the branch. */
    private static int branch(Object value, Schema union) {
        boolean optional = union.isNullable() && union.getTypes().size() == 2;
        if (optional) {
            return union.getTypes().get(0).getType() == Schema.Type.NULL ? 1 : 0;
        }
        return GenericData.get().resolveUnion(union, value);
    }

    private static ArrayNode array(Collection<?> values, Schema element) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(value -> array.add(node(value, element)));
        return array;
    }

    private static ObjectNode map(Map<?, ?> values, Schema valueSchema) {
        ObjectNode object = JSON.objectNode();
        values.forEach((key, value) -> object.set(key.toString(), node(value, valueSchema)));
        return object;
    }

    private static JsonNode time(Object value, @Nullable LogicalType type) {
        if (value instanceof Instant instant) {
            return JSON.textNode(instant.toString());
        }
        long number = (Long) value;
        if (type instanceof LogicalTypes.TimestampMillis) {
            return JSON.textNode(Instant.ofEpochMilli(number).toString());
        }
        if (type instanceof LogicalTypes.TimestampMicros) {
            return JSON.textNode(Instant.EPOCH
                    .plusSeconds(Math.floorDiv(number, 1_000_000L))
                    .plusNanos(Math.floorMod(number, 1_000_000L) * 1_000)
                    .toString());
        }
        return JSON.numberNode(number);
    }

    private static JsonNode number(Object value, @Nullable LogicalType type) {
        if (value instanceof LocalDate day) {
            return JSON.textNode(day.toString());
        }
        int number = (Integer) value;
        return type instanceof LogicalTypes.Date
                ? JSON.textNode(LocalDate.ofEpochDay(number).toString())
                : JSON.numberNode(number);
    }

    private static JsonNode bytes(Object value, @Nullable LogicalType type) {
        if (value instanceof BigDecimal amount) {
            return JSON.textNode(plain(amount));
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        if (type instanceof LogicalTypes.Decimal decimal) {
            return JSON.textNode(plain(new BigDecimal(new BigInteger(bytes), decimal.getScale())));
        }
        return JSON.textNode(Base64.getEncoder().encodeToString(bytes));
    }
}

package dev.ricochet.local.tail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.kit.json.AvroJson;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** One record as one JSON object: where it lies, its key and headers, and the value decoded where it can be. */
public final class RecordLine {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> SECRETS = Set.of("token", "hmac_secrets", "secrets");

    private final GenericDecoder decoder;
    private final boolean showSecrets;

    RecordLine(GenericDecoder decoder, boolean showSecrets) {
        this.decoder = decoder;
        this.showSecrets = showSecrets;
    }

    /** Decodes by the schemas of that registry. */
    public static RecordLine decodingWith(SchemaRegistryClient registry, boolean showSecrets) {
        return new RecordLine(new GenericDecoder(registry), showSecrets);
    }

    public ObjectNode of(ConsumerRecord<byte[], byte[]> record) throws IOException {
        ObjectNode line = JSON.objectNode();
        line.put("topic", record.topic());
        line.put("partition", record.partition());
        line.put("offset", record.offset());
        line.put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString());
        line.set("key", textOrBase64(record.key()));
        if (record.headers().iterator().hasNext()) {
            ObjectNode headers = line.putObject("headers");
            for (Header header : record.headers()) {
                headers.set(header.key(), textOrBase64(header.value()));
            }
        }
        line.set("value", value(record.value()));
        return line;
    }

    private JsonNode value(byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            return JSON.nullNode();
        }
        Optional<GenericRecord> record = decoder.decode(bytes);
        if (record.isEmpty()) {
            ObjectNode raw = JSON.objectNode();
            raw.put("undecoded_bytes", bytes.length);
            raw.set("raw", textOrBase64(bytes));
            return raw;
        }
        ObjectNode value = AvroJson.of(record.get());
        return showSecrets ? value : masked(value);
    }

    private static ObjectNode masked(ObjectNode value) {
        for (String secret : SECRETS) {
            JsonNode present = value.get(secret);
            if (present != null && !present.isNull() && !(present.isArray() && present.isEmpty())) {
                value.put(secret, "***");
            }
        }
        return value;
    }

    private static JsonNode textOrBase64(byte @Nullable [] bytes) {
        if (bytes == null) {
            return JSON.nullNode();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().noneMatch(letter -> letter < ' ' && letter != '\n' && letter != '\r' && letter != '\t')) {
                return JSON.textNode(text);
            }
        } catch (CharacterCodingException notText) {
            return JSON.textNode("base64:" + Base64.getEncoder().encodeToString(bytes));
        }
        return JSON.textNode("base64:" + Base64.getEncoder().encodeToString(bytes));
    }
}

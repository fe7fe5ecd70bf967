package dev.ricochet.local.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.kit.json.AvroJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;

/** A story for scripts: the records themselves, those with a time also with the milliseconds since the receipt. */
final class StoryJson {
    private static final String SINCE = "since_receipt_ms";

    private StoryJson() {}

    static ObjectNode of(Story story) {
        Instant receivedAt = story.postback().getReceivedAt();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("receipt_id", story.postback().getReceiptId());
        json.put("pending", story.pending());
        json.set("postback", AvroJson.of(story.postback()));
        put(json, "click", story.click());
        story.click()
                .ifPresent(
                        click -> ((ObjectNode) json.get("click")).put(SINCE, millis(receivedAt, click.getClickedAt())));
        put(json, "outcome", story.outcome());
        all(json, "conversions", story.conversions());
        all(json, "due", story.calls().due());
        all(json, "attempts", story.calls().attempts());
        for (int index = 0; index < story.calls().attempts().size(); index++) {
            ((ObjectNode) json.get("attempts").get(index))
                    .put(
                            SINCE,
                            millis(
                                    receivedAt,
                                    story.calls().attempts().get(index).getStartedAt()));
        }
        all(json, "dead_letters", story.calls().deadLetters());
        ArrayNode stranded = json.putArray("stranded");
        story.stranded().forEach(stranded::add);
        return json;
    }

    private static void put(ObjectNode json, String name, Optional<? extends IndexedRecord> record) {
        json.set(
                name,
                record.<com.fasterxml.jackson.databind.JsonNode>map(AvroJson::of)
                        .orElse(json.nullNode()));
    }

    private static void all(ObjectNode json, String name, List<? extends IndexedRecord> records) {
        json.putArray(name).addAll(records.stream().map(AvroJson::of).toList());
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}

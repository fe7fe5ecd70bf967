package dev.ricochet.gateway;

import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A batch of 20,000 rows through a real gateway into a real broker, and the same batch once more. */
@KafkaTest
class BatchIT {
    private static final int ROWS = 20_000;
    private static final String PATH = "/api/v1/postbacks:batch?advertiser=acme";

    @Test
    void shouldWriteNoNewReceiptsWhenABatchIsSentAgain(KafkaStack kafka) throws Exception {
        kafka.startOver();
        kafka.send(Topics.ADVERTISERS, "acme", anAdvertiser("acme").build());
        String body = IntStream.rangeClosed(1, ROWS)
                .mapToObj(row -> "o-" + row + ",9.90,USD")
                .collect(Collectors.joining("\n", "order_id,sale_amount,currency\n", ""));
        try (RunningGateway gateway = RunningGateway.start(kafka.bootstrapServers(), kafka.registryUrl(), Map.of())) {
            List<String> first = receipts(gateway.post(PATH, body, headers()).body());
            List<String> again = receipts(gateway.post(PATH, body, headers()).body());

            List<Postback> written = kafka.consumeAll(Topics.POSTBACKS).stream()
                    .map(ConsumerRecord::value)
                    .toList();
            Set<String> receipts = written.stream().map(Postback::getReceiptId).collect(Collectors.toSet());
            assertThat(first).hasSize(ROWS).doesNotHaveDuplicates();
            assertThat(again).isEqualTo(first);
            assertThat(written).hasSize(2 * ROWS);
            assertThat(receipts).isEqualTo(new HashSet<>(first));
            assertThat(kafka.consumeAll(Topics.POSTBACKS).stream()
                            .collect(Collectors.groupingBy(ConsumerRecord::key, Collectors.counting()))
                            .values())
                    .containsOnly(2L);
        }
    }

    private static List<String> receipts(String answer) {
        List<JsonObject> lines = answer.lines().map(JsonObject::new).toList();
        JsonObject summary = lines.get(lines.size() - 1);
        assertThat(summary.getString("status")).isEqualTo("complete");
        assertThat(summary.getInteger("accepted")).isEqualTo(ROWS);
        return lines.subList(0, ROWS).stream()
                .map(line -> line.getString("receipt_id"))
                .toList();
    }

    private static String[] headers() {
        return new String[] {"Content-Type", "text/csv", "Idempotency-Key", "march", "X-Ricochet-Token", "s3cret"};
    }
}

package dev.ricochet.gateway.fuzz;

import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.Lost;
import dev.ricochet.gateway.RunningGateway;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand requests, good, spoiled and senseless: none makes the gateway fail, and each one that it acknowledged
 * is in Kafka.
 */
@KafkaTest
@Tag("long")
class FuzzIT {
    private static final int REQUESTS_PER_SEED = 12_500;
    private static final int SERVER_ERROR = 500;
    private static final Pattern RECEIPT =
            Pattern.compile("(?i)(?:\"receipt_id\":\"|x-ricochet-receipt: )([0-9a-f-]{36})");
    private static final Pattern CLICK = Pattern.compile("cid=([0-9a-z]{32})");
    private static final Pattern ROW = Pattern.compile("\"status\":\"accepted\",\"receipt_id\":\"([0-9a-f-]{36})");
    private static final Pattern REPORTED = Pattern.compile("\"status\":\"accepted\",\"click_id\":\"([0-9a-z]{32})");

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> receipts = new ConcurrentLinkedQueue<>();
    private final Queue<String> clicks = new ConcurrentLinkedQueue<>();
    private final Queue<String> reported = new ConcurrentLinkedQueue<>();
    private final AtomicLong answered = new AtomicLong();

    @Test
    void shouldNeitherFailNorLoseWhatItAcknowledged(KafkaStack kafka) throws Exception {
        kafka.startOver();
        kafka.send(Topics.ADVERTISERS, "acme", anAdvertiser("acme").build());
        kafka.send(
                Topics.AFFILIATES,
                "aff-1",
                anAffiliate("aff-1").token("aff-secret").build());
        kafka.send(Topics.OFFERS, "shoes", anOffer("shoes").build());
        List<Long> seeds = seeds();
        try (RunningGateway gateway = RunningGateway.start(kafka.bootstrapServers(), kafka.registryUrl(), Map.of())) {
            ExecutorService callers = Executors.newFixedThreadPool(seeds.size());
            List<Future<?>> runs = new ArrayList<>();
            for (long seed : seeds) {
                runs.add(callers.submit(() -> run(seed, gateway.port())));
            }
            for (Future<?> run : runs) {
                run.get();
            }
            callers.shutdown();
            assertThat(gateway.management("/metrics").body())
                    .containsPattern("ricochet_uncaught_exceptions_total(\\{[^}]*})? 0\\.0");
        }

        assertThat(failures).isEmpty();
        // Most connections are kept: what the gateway closes without an answer must stay the exception.
        assertThat(answered.get()).isGreaterThan(9L * seeds.size() * REQUESTS_PER_SEED / 10);
        assertThat(receipts).hasSizeGreaterThan(1_000);
        assertThat(Lost.of(receipts, written(kafka))).isEmpty();
        assertThat(reported).hasSizeGreaterThan(1_000);
        Set<String> clicked = clicked(kafka);
        assertThat(Lost.of(clicks, clicked)).isEmpty();
        assertThat(Lost.of(reported, clicked)).isEmpty();
    }

    private Void run(long seed, int port) throws IOException {
        RequestGenerator generator = new RequestGenerator(seed);
        try (RawConnection connection = new RawConnection(port)) {
            for (int i = 0; i < REQUESTS_PER_SEED; i++) {
                GeneratedRequest request = generator.next();
                RawConnection.Answer answer = connection.exchange(request);
                if (answer.status() >= SERVER_ERROR) {
                    failures.add("seed " + seed + ", request " + i + ": " + answer + " to " + request);
                } else if (answer.status() > 0) {
                    answered.incrementAndGet();
                    note(answer);
                }
            }
        }
        return null;
    }

    private void note(RawConnection.Answer answer) {
        if (answer.status() < 300) {
            // A row that could not be stored is told its receipt too, but not that it was accepted.
            boolean rows = answer.body().startsWith("{\"row\":");
            addAll((rows ? ROW : RECEIPT).matcher(answer.head() + answer.body()), receipts);
            addAll(REPORTED.matcher(answer.body()), reported);
        } else if (answer.status() == 302) {
            Matcher click = CLICK.matcher(answer.head());
            if (click.find()) {
                clicks.add(click.group(1));
            }
        }
    }

    private static void addAll(Matcher found, Queue<String> into) {
        while (found.find()) {
            into.add(found.group(1));
        }
    }

    private static Set<String> written(KafkaStack kafka) {
        return kafka.consumeAll(Topics.POSTBACKS).stream()
                .map(record -> record.value().getReceiptId())
                .collect(Collectors.toSet());
    }

    private static Set<String> clicked(KafkaStack kafka) {
        return kafka.consumeAll(Topics.CLICKS).stream()
                .map(record -> record.value().getClickId())
                .collect(Collectors.toSet());
    }

    private static List<Long> seeds() throws IOException {
        try (InputStream in = FuzzIT.class.getResourceAsStream("seeds.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Long::parseLong)
                    .toList();
        }
    }
}

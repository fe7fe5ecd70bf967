package dev.ricochet.e2e;

import static dev.ricochet.e2e.Pipeline.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.local.process.ManagedProcess;
import dev.ricochet.local.reconcile.ReconciliationReport;
import dev.ricochet.local.reconcile.TopicReconciler;
import dev.ricochet.local.stack.StackOptions;
import dev.ricochet.local.stack.StackService;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Match, settle and the broker are killed in turn, at random moments while an advertiser reports without pause, 21 times.
 * In the end the books balance, and the topics hold what the advertiser's own books say: every order one conversion, worth
 * what anybody can compute, none lost, none doubled, the cap reached and not exceeded, and the affiliate knows.
 */
@Tag("long")
class CrashRoundsIT {

    private static final int ROUNDS_OF_EACH = 7;
    private static final int CAP_OF_APP = 100;
    private static final Duration BACK_WITHIN = Duration.ofMinutes(2);

    @TempDir
    static Path data;

    @Test
    void shouldLoseAndDoubleNothingWhateverIsKilledAndWhen() throws Exception {
        long seed = Long.getLong("ricochet.seed", System.nanoTime());
        System.out.println("crash rounds: repeat with -Dricochet.seed=" + seed);
        StackOptions options =
                StackOptions.in(data).withEnvironment(StackService.STREAMS, Map.of("RICOCHET_ROLES", "match"));
        try (Pipeline pipeline = new Pipeline(options, "storm.yaml");
                Advertiser advertiser = new Advertiser(pipeline, seed)) {
            ManagedProcess settle = SettleWorker.of(pipeline.stack);
            settle.start();
            settle.awaitReady();
            try {
                advertiser.start();
                kill(
                        List.of(pipeline.stack.service(StackService.STREAMS), settle, pipeline.stack.broker()),
                        advertiser,
                        new Random(seed));
                await("everything acknowledged").atMost(BACK_WITHIN).until(advertiser::finished);
                ReconciliationReport books = await("settled books")
                        .atMost(Pipeline.PATIENCE)
                        .until(() -> new TopicReconciler(pipeline.kafka()).run(null), ReconciliationReport::settled);
                assertThat(books.balanced()).isTrue();
                assertOneOutcomeEach(pipeline, advertiser);
                assertConversionsAreTheAdvertisers(pipeline, advertiser);
            } finally {
                settle.stop();
            }
        }
    }

    private static void kill(List<ManagedProcess> victims, Advertiser advertiser, Random random) {
        List<ManagedProcess> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS_OF_EACH; i++) {
            rounds.addAll(victims);
        }
        Collections.shuffle(rounds, random);
        for (int round = 0; round < rounds.size(); round++) {
            ManagedProcess victim = rounds.get(round);
            int moment = advertiser.acknowledged() + random.nextInt(60);
            await("work under way").atMost(BACK_WITHIN).until(() -> advertiser.acknowledged() >= moment);
            victim.kill9();
            victim.start();
            victim.awaitReady();
            System.out.printf("round %d: killed %s after %d reports%n", round + 1, victim.name(), moment);
            for (ManagedProcess other : victims) {
                assertThat(other.failure())
                        .as(other.name() + " goes on by itself")
                        .isNotDone();
            }
        }
    }

    private static void assertOneOutcomeEach(Pipeline pipeline, Advertiser advertiser) {
        Map<String, Long> records = pipeline.read("ricochet.postback-outcomes.v1", outcome -> true).stream()
                .collect(Collectors.groupingBy(outcome -> text(outcome, "receipt_id"), Collectors.counting()));
        assertThat(records.keySet()).containsAll(advertiser.receipts());
        assertThat(records)
                .allSatisfy((receipt, count) -> assertThat(count).as(receipt).isEqualTo(1));
    }

    private static void assertConversionsAreTheAdvertisers(Pipeline pipeline, Advertiser advertiser) {
        List<GenericRecord> versions = pipeline.read("ricochet.conversions.v1", conversion -> true);
        Map<String, Advertiser.Order> orders = advertiser.orders();

        assertThat(distinct(versions, v -> text(v, "conversion_id") + " " + text(v, "version")))
                .as("no version is there twice")
                .hasSize(versions.size());
        Set<String> unconverted = new HashSet<>(orders.keySet());
        versions.forEach(version -> unconverted.remove(text(version, "order_id")));
        assertThat(pipeline.read(
                        "ricochet.postback-outcomes.v1", outcome -> unconverted.contains(text(outcome, "order_id"))))
                .as("what became of orders without a conversion, %s", unconverted)
                .isEmpty();
        assertThat(distinct(versions, v -> text(v, "conversion_id")))
                .as("every order has one conversion")
                .hasSameSizeAs(orders.keySet());

        Map<String, GenericRecord> newest = new HashMap<>();
        versions.forEach(version -> newest.merge(
                text(version, "order_id"),
                version,
                (one, other) -> (int) one.get("version") > (int) other.get("version") ? one : other));
        assertThat(worths(newest, "shoes")).isEqualTo(expected(orders));
        List<String> installs = newest.values().stream()
                .filter(v -> text(v, "offer_id").equals("app"))
                .map(v -> text(v, "status"))
                .toList();
        int within = Math.min(CAP_OF_APP, installs.size());
        assertThat(Collections.frequency(installs, "APPROVED")).isEqualTo(within);
        assertThat(Collections.frequency(installs, "REJECTED")).isEqualTo(installs.size() - within);
        assertThat(newest)
                .allSatisfy((order, version) -> assertThat(
                                text(version, "status").equals("REJECTED")
                                        || pipeline.affiliate.heard(order, text(version, "status")))
                        .as("the affiliate heard of " + version)
                        .isTrue());
        System.out.printf(
                "%d orders, %d versions, %d reports acknowledged, %d sent again%n",
                orders.size(), versions.size(), advertiser.acknowledged(), advertiser.troubles());
    }

    /** What each order on shoes stands as and pays: a tenth of the sale, nothing where it was taken back. */
    private static Map<String, String> expected(Map<String, Advertiser.Order> orders) {
        Map<String, String> expected = new TreeMap<>();
        orders.values().stream().filter(order -> order.offer.equals("shoes")).forEach(order -> {
            BigDecimal tenth = new BigDecimal(order.amount).movePointLeft(1).setScale(2, RoundingMode.HALF_EVEN);
            expected.put(order.id, order.takenBack ? "REVERSED 0.00" : "APPROVED " + tenth);
        });
        return expected;
    }

    private static Map<String, String> worths(Map<String, GenericRecord> newest, String offer) {
        Map<String, String> worths = new TreeMap<>();
        newest.forEach((order, version) -> {
            if (text(version, "offer_id").equals(offer)) {
                BigDecimal payout = TopicView.decimal(version, "payout").setScale(2, RoundingMode.UNNECESSARY);
                worths.put(order, text(version, "status") + " " + payout);
            }
        });
        return worths;
    }

    private static Set<String> distinct(List<GenericRecord> records, Function<GenericRecord, String> key) {
        return records.stream().map(key).collect(Collectors.toCollection(HashSet::new));
    }
}

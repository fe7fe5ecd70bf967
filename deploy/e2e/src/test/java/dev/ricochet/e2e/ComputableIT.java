package dev.ricochet.e2e;

import static dev.ricochet.e2e.Pipeline.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.local.reconcile.ReconciliationReport;
import dev.ricochet.local.reconcile.TopicReconciler;
import dev.ricochet.local.stack.StackOptions;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.ClickKeys;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A script of 285 orders whose outcome anybody can compute goes through the whole pipeline. What the topics then hold, and
 * what the affiliate's server has heard, is what a few lines compute that know the script, the offers' terms and nothing of
 * the pipeline's code.
 */
class ComputableIT {

    private static final List<Story> STORIES = List.of(Story.values());

    private static final int ORDERS = 15 * Story.values().length;
    private static final int CAP_OF_APP = 25;
    /** Payout and revenue, in per cent of the sale or as an amount. */
    private static final Map<String, List<String>> TERMS = Map.of(
            "shoes", List.of("10", "14.5"),
            "basket", List.of("5", "8"),
            "club", List.of("1.20", "2.00"),
            "app", List.of("4.00", "6.50"));

    @TempDir
    static Path data;

    private static Pipeline pipeline;

    @BeforeAll
    static void start() throws Exception {
        pipeline = new Pipeline(StackOptions.in(data), "computable.yaml");
    }

    @AfterAll
    static void stop() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @Test
    void shouldDecideEveryOrderOfAScriptAsAnybodyCanCompute() throws Exception {
        List<Order> script = IntStream.range(0, ORDERS).mapToObj(Order::number).toList();

        // All clicks come first: when the cap is full, the gateway lets nobody through to the offer any more.
        Map<Order, String> clicks = new HashMap<>();
        for (Order order : script) {
            clicks.put(order, clickOf(order));
        }
        for (Order order : script) {
            pipeline.postback(order.report(clicks.get(order), order.story.first));
        }
        awaitOutcomes(script.size());
        List<Order> told = script.stream().filter(o -> o.story.then != null).toList();
        for (Order order : told) {
            pipeline.postback(order.report(clicks.get(order), order.story.then));
        }
        awaitOutcomes(script.size() + told.size());

        ReconciliationReport books = await("settled books")
                .atMost(Pipeline.PATIENCE)
                .until(() -> new TopicReconciler(pipeline.kafka()).run(null), ReconciliationReport::settled);
        assertThat(books.balanced()).isTrue();
        assertThat(counted(outcomes(), o -> (text(o, "outcome") + " " + text(o, "reason")).strip()))
                .isEqualTo(expectedOutcomes(script));
        List<GenericRecord> conversions = newestVersions();
        assertThat(counted(conversions, c -> text(c, "offer_id") + " " + text(c, "status")))
                .isEqualTo(expectedConversions(script));
        List<GenericRecord> paid = conversions.stream()
                .filter(c -> text(c, "status").equals("APPROVED")
                        && !text(c, "offer_id").equals("app"))
                .toList();
        assertThat(summed(paid, "payout")).isEqualTo(expectedSums(script, 0));
        assertThat(summed(paid, "revenue")).isEqualTo(expectedSums(script, 1));
        List<GenericRecord> capped = conversions.stream()
                .filter(c -> text(c, "status").equals("APPROVED")
                        && text(c, "offer_id").equals("app"))
                .toList();
        assertThat(total(capped, "payout")).isEqualByComparingTo("100.00"); // 25 times 4.00
        assertThat(total(capped, "revenue")).isEqualByComparingTo("162.50");
        assertThat(heardByAff1()).isEqualTo(newestOfAff1(conversions));
    }

    /** One order of the script: everything about it follows from its number. */
    private record Order(int number, Story story) {

        static Order number(int number) {
            return new Order(number, STORIES.get(number % STORIES.size()));
        }

        String id() {
            return "o-" + number;
        }

        String affiliate() {
            return "aff-" + (1 + number * 7 % 3);
        }

        BigDecimal sale() {
            return BigDecimal.valueOf(500 + number * 7_919L % 20_000, 2);
        }

        String report(String clickId, String said) {
            String query = "click_id=" + clickId + "&order_id=" + id();
            return switch (said) {
                case Story.NO_AMOUNT -> query + "&goal=sale";
                case Story.NEVER_CLICKED -> query + "&goal=sale&sale_amount=" + sale();
                default -> query + (said.contains("goal=") ? "" : "&goal=sale") + "&sale_amount=" + sale() + said;
            };
        }
    }

    private static Map<String, Long> expectedOutcomes(List<Order> script) {
        Map<String, Long> counts = new TreeMap<>();
        script.forEach(order -> order.story.outcomes.forEach(what -> counts.merge(what, 1L, Long::sum)));
        long overCap = installs(script) - CAP_OF_APP;
        counts.merge("CONVERTED", -overCap, Long::sum);
        counts.put("REJECTED cap_exceeded", overCap);
        return counts;
    }

    private static Map<String, Long> expectedConversions(List<Order> script) {
        Map<String, Long> counts = new TreeMap<>();
        script.stream()
                .filter(order -> order.story.ends != null)
                .forEach(order -> counts.merge(order.story.offer + " " + order.story.ends, 1L, Long::sum));
        counts.put("app APPROVED", (long) CAP_OF_APP);
        counts.put("app REJECTED", installs(script) - CAP_OF_APP);
        return counts;
    }

    private static long installs(List<Order> script) {
        return script.stream().filter(order -> order.story.offer.equals("app")).count();
    }

    /** By affiliate, of what is approved; without the offer whose cap decides by arrival who gets in. */
    private static Map<String, BigDecimal> expectedSums(List<Order> script, int side) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (Order order : script) {
            if ("APPROVED".equals(order.story.ends) && !order.story.offer.equals("app")) {
                BigDecimal term = new BigDecimal(TERMS.get(order.story.offer).get(side));
                BigDecimal worth = order.story.offer.equals("club")
                        ? term
                        : order.sale().multiply(term).movePointLeft(2).setScale(2, RoundingMode.HALF_EVEN);
                int times = order.story == Story.FILLED_TWICE ? 2 : 1;
                sums.merge(order.affiliate(), worth.multiply(BigDecimal.valueOf(times)), BigDecimal::add);
            }
        }
        sums.replaceAll((affiliate, sum) -> sum.setScale(2));
        return sums;
    }

    private static String clickOf(Order order) throws Exception {
        return order.story == Story.SOLD_WITHOUT_A_CLICK
                ? new ClickIds(ClickKeys.parse(pipeline.stack.clickKeys())).mint(Instant.now())
                : pipeline.clickOn(order.story.offer, order.affiliate(), order.id());
    }

    private static void awaitOutcomes(int count) {
        await("outcomes of " + count + " postbacks")
                .atMost(Pipeline.PATIENCE)
                .until(() -> outcomes().size(), size -> size >= count);
    }

    private static List<GenericRecord> outcomes() {
        return pipeline.read("ricochet.postback-outcomes.v1", outcome -> true);
    }

    private static List<GenericRecord> newestVersions() {
        Map<String, GenericRecord> newest = new HashMap<>();
        pipeline.read("ricochet.conversions.v1", conversion -> true)
                .forEach(version -> newest.merge(
                        text(version, "conversion_id"),
                        version,
                        (one, other) -> (int) one.get("version") > (int) other.get("version") ? one : other));
        return new ArrayList<>(newest.values());
    }

    private static Map<String, Long> counted(List<GenericRecord> records, Function<GenericRecord, String> by) {
        Map<String, Long> counts = new TreeMap<>();
        records.forEach(record -> counts.merge(by.apply(record), 1L, Long::sum));
        return counts;
    }

    private static Map<String, BigDecimal> summed(List<GenericRecord> conversions, String field) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        conversions.forEach(c -> sums.merge(text(c, "affiliate_id"), TopicView.decimal(c, field), BigDecimal::add));
        sums.replaceAll((affiliate, sum) -> sum.setScale(2, RoundingMode.UNNECESSARY));
        return sums;
    }

    private static BigDecimal total(List<GenericRecord> conversions, String field) {
        return conversions.stream().map(c -> TopicView.decimal(c, field)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What the affiliate's server heard last of each order. */
    private static Map<String, String> heardByAff1() {
        Map<String, String> heard = new TreeMap<>();
        pipeline.affiliate
                .calls()
                .forEach(call -> heard.put(
                        call.query().get("order"),
                        call.query().get("status") + " " + call.query().get("payout")));
        return heard;
    }

    private static Map<String, String> newestOfAff1(List<GenericRecord> conversions) {
        Map<String, String> newest = new TreeMap<>();
        conversions.stream()
                .filter(c -> text(c, "affiliate_id").equals("aff-1"))
                .filter(c -> List.of("APPROVED", "REVERSED").contains(text(c, "status")))
                .forEach(c -> newest.put(
                        text(c, "order_id"),
                        text(c, "status") + " "
                                + TopicView.decimal(c, "payout").setScale(2, RoundingMode.UNNECESSARY)));
        return newest;
    }
}

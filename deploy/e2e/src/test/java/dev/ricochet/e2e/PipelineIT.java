package dev.ricochet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.local.deadletter.DeadLetter;
import dev.ricochet.local.deadletter.DeadLetterTopic;
import dev.ricochet.local.deadletter.Redrive;
import dev.ricochet.local.process.ManagedProcess;
import dev.ricochet.local.reconcile.ReconciliationReport;
import dev.ricochet.local.reconcile.TopicReconciler;
import dev.ricochet.local.stack.StackService;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.ClickKeys;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One story a test, from HTTP to the affiliate's server; after each one the books balance. */
class PipelineIT {

    private static final List<String> WRITTEN_TOPICS = List.of(
            "ricochet.clicks.v1",
            "ricochet.postbacks.v1",
            "ricochet.rejected-requests.v1",
            "ricochet.matched-postbacks.v1",
            "ricochet.postback-outcomes.v1",
            "ricochet.conversions.v1",
            "ricochet.conversions-latest.v1",
            "ricochet.deliveries-due.v1",
            "ricochet.delivery-attempts.v1",
            "ricochet.delivery-dead-letters.v1",
            "ricochet.advertisers.v1",
            "ricochet.affiliates.v1",
            "ricochet.offers.v1",
            "ricochet.endpoints.v1");

    /** Where settle's first hop hands over to the second; nobody else reads it. */
    private static final String BETWEEN_THE_HOPS = "ricochet-settle-settle-by-offer-repartition";

    @TempDir
    static Path data;

    private static Pipeline pipeline;

    @BeforeAll
    static void start() throws Exception {
        pipeline = new Pipeline(data);
    }

    @AfterAll
    static void stop() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @AfterEach
    void theBooksBalance() {
        ReconciliationReport report = await("settled books")
                .atMost(Pipeline.PATIENCE)
                .until(() -> new TopicReconciler(pipeline.kafka()).run(null), ReconciliationReport::settled);
        assertThat(report.balanced()).isTrue();
    }

    @Test
    void shouldCarryAPostbackFromTheClickToTheAffiliate() throws Exception {
        String click = pipeline.click("visitor-1");

        String receipt = pipeline.saleOf(click, "o-sale", "59.90");

        assertThat(field(pipeline.awaitOutcome(receipt), "outcome")).isEqualTo("CONVERTED");
        AffiliateServer.Call call = pipeline.awaitCalls("o-sale", 1).get(0);
        assertThat(call.query())
                .containsEntry("cid", "visitor-1")
                .containsEntry("payout", "5.99")
                .containsEntry("status", "APPROVED");
        assertThat(call.webhookId()).isNotBlank();
        assertThat(call.signature()).startsWith("v1,");
        GenericRecord conversion = pipeline.conversionsOf("o-sale").get(0);
        assertThat(field(conversion, "click_id")).isEqualTo(click);
        assertThat(field(conversion, "receipt_id")).isEqualTo(receipt);
        assertThat(field(conversion, "affiliate_id")).isEqualTo("aff-1");
    }

    @Test
    void shouldAnswerARepeatedOrderAsADuplicateOfTheFirst() throws Exception {
        String click = pipeline.click("visitor-2");
        String first = pipeline.saleOf(click, "o-twice", "20.00");
        pipeline.awaitOutcome(first);

        String second = pipeline.saleOf(click, "o-twice", "20.00");

        GenericRecord outcome = pipeline.awaitOutcome(second);
        assertThat(field(outcome, "outcome")).isEqualTo("DUPLICATE");
        assertThat(field(outcome, "original_receipt_id")).isEqualTo(first);
        assertThat(pipeline.conversionsOf("o-twice")).hasSize(1);
    }

    @Test
    void shouldHoldAnEarlyPostbackUntilItsClickComes() throws Exception {
        String clickId = mint(Instant.now());

        String receipt = pipeline.saleOf(clickId, "o-early", "10.00");
        await("held").atMost(Pipeline.PATIENCE).until(() -> pipeline.heldPostbacks() == 1);
        assertThat(pipeline.outcomesOf(receipt)).isEmpty();
        pipeline.lateClick(clickId, "visitor-3");

        assertThat(field(pipeline.awaitOutcome(receipt), "outcome")).isEqualTo("CONVERTED");
        assertThat(pipeline.awaitCalls("o-early", 1).get(0).query()).containsEntry("cid", "visitor-3");
    }

    @Test
    void shouldEndAPostbackOfAnUnknownClickAsUnmatched() throws Exception {
        String receipt = pipeline.postback(
                "offer_id=hats&goal=sale&sale_amount=10.00&order_id=o-unknown&click_id=" + mint(Instant.now()));

        GenericRecord outcome = pipeline.awaitOutcome(receipt);

        assertThat(field(outcome, "outcome")).isEqualTo("UNMATCHED");
        assertThat(field(outcome, "reason")).isEqualTo("click_not_found");
        assertThat(pipeline.conversionsOf("o-unknown")).isEmpty();
    }

    @Test
    void shouldRefuseAPostbackOfAForgedClickAtTheDoor() throws Exception {
        String genuine = pipeline.click("visitor-4");
        char last = genuine.charAt(31) == '0' ? '1' : '0';
        String forged = genuine.substring(0, 31) + last;

        int status = pipeline.get("/p/acme?token=s3cret&goal=sale&order_id=o-forged&click_id=" + forged)
                .statusCode();

        assertThat(status).isEqualTo(422);
        GenericRecord refused = await("record of the refusal")
                .atMost(Pipeline.PATIENCE)
                .until(
                        () -> pipeline.read(
                                "ricochet.rejected-requests.v1",
                                record -> field(record, "query").contains(forged)),
                        records -> !records.isEmpty())
                .get(0);
        assertThat(field(refused, "reason")).isEqualTo("forged_click_id");
    }

    @Test
    void shouldTakeATestTheWholeWayAndMakeNoMoneyOfIt() throws Exception {
        String click = pipeline.click("visitor-8");

        String receipt = pipeline.postback("click_id=" + click + "&order_id=o-test&goal=sale&sale_amount=10.00&test=1");

        GenericRecord outcome = pipeline.awaitOutcome(receipt);
        assertThat(field(outcome, "outcome")).isEqualTo("TEST");
        assertThat(pipeline.conversionsOf("o-test")).isEmpty();
        String sale = pipeline.saleOf(click, "o-test", "10.00");
        assertThat(field(pipeline.awaitOutcome(sale), "outcome")).isEqualTo("CONVERTED");
    }

    @Test
    void shouldTakeAConversionBack() throws Exception {
        String click = pipeline.click("visitor-5");
        pipeline.awaitOutcome(pipeline.saleOf(click, "o-back", "100.00"));
        pipeline.awaitCalls("o-back", 1);

        String reversal = pipeline.postback("click_id=" + click + "&order_id=o-back&goal=sale&status=reversed");

        assertThat(field(pipeline.awaitOutcome(reversal), "outcome")).isEqualTo("UPDATED");
        assertThat(pipeline.conversionsOf("o-back"))
                .extracting(c -> field(c, "status"))
                .containsExactly("APPROVED", "REVERSED");
        List<AffiliateServer.Call> calls = pipeline.awaitCalls("o-back", 2);
        assertThat(calls).extracting(c -> c.query().get("status")).containsExactly("APPROVED", "REVERSED");
        assertThat(calls.get(1).query()).containsEntry("payout", "0.00");
    }

    @Test
    void shouldBeReadableByAConsumerThatKnowsOnlyThePublicContract() throws Exception {
        pipeline.awaitOutcome(pipeline.saleOf(pipeline.click("visitor-6"), "o-read", "10.00"));
        pipeline.awaitCalls("o-read", 1);
        pipeline.awaitOutcome(pipeline.saleOf(pipeline.clickOf("aff-2", "visitor-7"), "o-gone", "10.00"));
        assertThat(pipeline.get("/p/acme?token=wrong&order_id=o-refused").statusCode())
                .isEqualTo(403);

        for (String topic : WRITTEN_TOPICS) {
            await(topic)
                    .atMost(Pipeline.PATIENCE)
                    .until(() -> pipeline.read(topic, record -> true), records -> !records.isEmpty());
        }
    }

    @Test
    void shouldGoOnAfterARecordThatNobodyCanReadAndDriveItAgainOnce() throws Exception {
        byte[] garbage = {7, 7, 7};
        pipeline.write(BETWEEN_THE_HOPS, "nobody", garbage);
        DeadLetter letter = awaitDeadLetters(1).get(0);
        assertThat(letter.topic()).isEqualTo(BETWEEN_THE_HOPS);
        assertThat(letter.record().value()).isEqualTo(garbage);
        String receipt = pipeline.saleOf(pipeline.click("visitor-9"), "o-after", "10.00");
        assertThat(field(pipeline.awaitOutcome(receipt), "outcome")).isEqualTo("CONVERTED");

        assertThat(Redrive.of(pipeline.kafka(), any -> true, 10))
                .extracting(DeadLetter::id)
                .containsExactly(letter.id());

        DeadLetter again = awaitDeadLetters(1).get(0);
        assertThat(again.redrivenFrom()).isEqualTo(letter.id().toString());
        assertThat(again.record().value()).isEqualTo(garbage);
        assertThat(Redrive.of(pipeline.kafka(), one -> one.id().equals(letter.id()), 10))
                .as("driven before")
                .isEmpty();
    }

    @Test
    void shouldReplayWhatWasDecidedWithThePackagedCommand() throws Exception {
        Instant from = Instant.now();
        pipeline.awaitOutcome(pipeline.saleOf(pipeline.click("visitor-10"), "o-replay", "30.00"));

        Launcher.Ended replay = Launcher.run(
                "replay",
                "--bootstrap-servers",
                pipeline.stack.bootstrapServers(),
                "--registry-url",
                pipeline.stack.registryUrl(),
                "--from",
                from.toString(),
                "--to",
                Instant.now().toString(),
                "--dry-run");

        assertThat(replay.exitCode()).as(replay.output()).isZero();
        assertThat(replay.output()).contains("1 postbacks compared, 0 would end otherwise");
    }

    /** As a power cut would do it. Traffic goes on where the gateway is there to take it. */
    @ParameterizedTest
    @EnumSource(StackService.class)
    void shouldLoseAndDoubleNothingWhenAServiceIsKilledAndComesBack(StackService victim) throws Exception {
        String name = victim.name().toLowerCase(Locale.ROOT);
        List<String> receipts = new ArrayList<>(sales(name + "-before", 40));

        ManagedProcess process = pipeline.stack.service(victim);
        process.kill9();
        if (victim != StackService.GATEWAY) {
            receipts.addAll(sales(name + "-during", 20));
        }
        process.start();
        process.awaitReady();
        receipts.addAll(sales(name + "-after", 20));

        await("affiliate has heard of all " + receipts.size())
                .atMost(Pipeline.PATIENCE)
                .until(() -> pipeline.affiliate.ordersStartingWith(name + "-") == receipts.size());
        theBooksBalance(); // before anything is counted that may still come twice
        Set<String> ours = Set.copyOf(receipts);
        assertThat(pipeline.read(
                        "ricochet.postback-outcomes.v1", outcome -> ours.contains(field(outcome, "receipt_id"))))
                .hasSize(receipts.size())
                .allSatisfy(outcome -> assertThat(field(outcome, "outcome")).isEqualTo("CONVERTED"));
        assertThat(pipeline.read(
                        "ricochet.conversions.v1",
                        conversion -> field(conversion, "order_id").startsWith(name + "-")))
                .hasSize(receipts.size());
    }

    /** One of each of so many visitors; the receipts. */
    private static List<String> sales(String prefix, int count) throws Exception {
        List<String> receipts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String order = prefix + "-" + i;
            receipts.add(pipeline.saleOf(pipeline.click(order), order, "10.00"));
        }
        return receipts;
    }

    private static List<DeadLetter> awaitDeadLetters(int count) {
        return await("dead letters")
                .atMost(Pipeline.PATIENCE)
                .until(() -> DeadLetterTopic.read(pipeline.kafka()).waiting(), letters -> letters.size() == count);
    }

    private static String mint(Instant at) {
        return new ClickIds(ClickKeys.parse(pipeline.stack.clickKeys())).mint(at);
    }

    private static String field(GenericRecord record, String name) {
        Object value = record.get(name);
        return value == null ? "" : value.toString();
    }
}

package dev.ricochet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.local.process.ManagedProcess;
import dev.ricochet.local.reconcile.ReconciliationReport;
import dev.ricochet.local.reconcile.TopicReconciler;
import dev.ricochet.local.stack.StackService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Postbacks are sent, a service is killed as a power cut would do it, more are sent where they are taken, the service
 * comes back: every acknowledged postback has its one outcome, every conversion is made once, and the affiliate has
 * heard of it.
 */
class RestartIT {

    private static final int BEFORE = 40;
    private static final int DURING = 20;

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

    @ParameterizedTest
    @EnumSource(StackService.class)
    void shouldLoseAndDoubleNothingWhenAServiceIsKilledAndComesBack(StackService victim) throws Exception {
        String name = victim.name().toLowerCase(Locale.ROOT);
        List<String> receipts = new ArrayList<>();
        send(name + "-before", BEFORE, receipts);

        ManagedProcess process = pipeline.stack.service(victim);
        process.kill9();
        if (victim != StackService.GATEWAY) {
            send(name + "-during", DURING, receipts);
        }
        process.start();
        process.awaitReady();
        send(name + "-after", DURING, receipts);

        int orders = receipts.size();
        await("affiliate has heard of all " + orders)
                .atMost(Pipeline.PATIENCE)
                .until(() -> pipeline.affiliate.ordersStartingWith(name + "-") == orders);
        ReconciliationReport report = await("settled books")
                .atMost(Pipeline.PATIENCE)
                .until(() -> new TopicReconciler(pipeline.kafka()).run(null), ReconciliationReport::settled);
        assertThat(report.balanced()).isTrue();
        assertThat(outcomesOf(receipts))
                .hasSize(orders)
                .allSatisfy(outcome -> assertThat(outcome.get("outcome")).hasToString("CONVERTED"));
        assertThat(pipeline.read(
                        "ricochet.conversions.v1",
                        conversion -> conversion.get("order_id").toString().startsWith(name + "-")))
                .hasSize(orders);
    }

    private static List<GenericRecord> outcomesOf(List<String> receipts) {
        Set<String> ours = new HashSet<>(receipts);
        return pipeline.read(
                "ricochet.postback-outcomes.v1",
                outcome -> ours.contains(outcome.get("receipt_id").toString()));
    }

    private void send(String prefix, int count, List<String> receipts) throws Exception {
        for (int i = 0; i < count; i++) {
            String order = prefix + "-" + i;
            receipts.add(pipeline.saleOf(pipeline.click(order), order, "10.00"));
        }
    }
}

package dev.ricochet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.gateway.Client.Exchange.Answer;
import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.local.stack.Progress;
import dev.ricochet.local.stack.StackOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in the night: brokers, processes and disks end under load. Nothing that was acknowledged may be lost. */
@Tag("long")
class SpoolFaultIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** 40 MiB of disk, of which the test can give back 24 while the gateway runs. */
    private static final String ON_A_SMALL_DISK =
            "mount -t tmpfs -o size=40m spool \"$0\" && head -c 25165824 /dev/zero > \"$0\"/ballast && exec \"$@\"";

    /** A disk of its own, which can be made to stand still. */
    private static final String ON_A_DISK_THAT_CAN_STAND_STILL =
            "truncate -s 256m \"$0\".img && mkfs.ext4 -q -F \"$0\".img && mount -o loop \"$0\".img \"$0\" && exec \"$@\"";

    /** How long callers go on calling while there is no broker; longer with {@code -Dricochet.outage=PT5M}. */
    private static final Duration OUTAGE = Duration.parse(System.getProperty("ricochet.outage", "PT10S"));

    @TempDir
    private static Path data;

    private static LocalStack stack;

    @BeforeAll
    static void startStack() throws Exception {
        StackOptions options = StackOptions.in(data.resolve("stack"))
                .onPorts(Ports.free())
                .withoutServices()
                .asShortLived();
        stack = LocalStack.start(options, Progress.silent());
        SampleCatalog.apply(stack);
    }

    @AfterAll
    static void stopStack() {
        stack.close();
    }

    @Test
    void shouldBringEverythingAcknowledgedToKafkaThoughBothWereKilled() throws Exception {
        Path spool = data.resolve("killed");
        Map<String, String> settings = Map.of("RICOCHET_GATEWAY_IN_FLIGHT_BYTES", "4MiB");
        Set<String> before = new HashSet<>(Arrivals.receiptIds(stack));
        Load load;
        try (GatewayProcess gateway = GatewayProcess.startWithHeap("96m", stack, spool, settings)) {
            load = Load.on(gateway.port(), 16);
            await().atMost(PATIENCE).until(() -> load.answered(200) > 200);
            stack.broker().kill9();
            Instant back = Instant.now().plus(OUTAGE);
            await().atMost(PATIENCE).until(() -> load.answered(202) > 1_000);
            await().atMost(OUTAGE.plus(PATIENCE)).until(() -> Instant.now().isAfter(back));
            assertThat(gateway.management("/readyz")).startsWith("200");

            gateway.kill9();
        }
        load.awaitEnd();
        assertThat(load.answers.keySet()).containsOnly(200, 202, 302);
        tearTheLastWrite(spool);

        try (GatewayProcess gateway = GatewayProcess.launch(stack, spool, settings)) {
            stack.broker().restart();
            gateway.awaitReady();
            awaitEmpty(gateway);
            Set<String> arrived = new HashSet<>(Arrivals.receiptIds(stack));
            arrived.removeAll(before);
            assertThat(Lost.of(load.receiptIds, arrived)).isEmpty();
            // The rest are those whose answer the kill cut off, at most one a client.
            assertThat(arrived.size() - load.receiptIds.size()).isBetween(0, load.broken.size());
            assertThat(Lost.of(load.clickIds, Arrivals.clickIds(stack))).isEmpty();
            assertThat(load.clickIds).hasSizeGreaterThan(500);
            try (Client client = new Client(gateway.port())) {
                assertThat(status(client.get("/p/acme?token=s3cret&order_id=again")))
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void shouldSayWhenTheDiskIsFullAndGoOnWhenItIsNot() throws Exception {
        Path spool = Files.createDirectory(data.resolve("full"));
        String[] wrapper = {"unshare", mayMount(), "sh", "-c", ON_A_SMALL_DISK, spool.toString()};
        Map<String, String> hasty =
                Map.of("RICOCHET_GATEWAY_SPOOL_AFTER", "300ms", "RICOCHET_GATEWAY_POSTBACK_DEADLINE", "1s");
        Set<String> acknowledged = new HashSet<>();
        try (GatewayProcess gateway = GatewayProcess.start(stack, spool, hasty, wrapper);
                Client client = new Client(gateway.port())) {
            stack.broker().kill9();
            postUntilTurnedAway(client, acknowledged);
            assertThat(acknowledged).hasSizeGreaterThan(100);
            assertThat(gateway.metrics()).contains("ricochet_gateway_spool_taking 0.0");
            assertThat(gateway.management("/livez")).startsWith("200");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(gateway.management("/readyz")).startsWith("503"));
            Answer visitor = (Answer) client.get("/c/shoes?aff=aff-1");
            assertThat(visitor.status()).isEqualTo(302);

            // The same disk, seen from outside the gateway's mount namespace.
            Files.delete(Path.of("/proc/" + gateway.pid() + "/root" + spool + "/ballast"));

            awaitTaken(client, acknowledged);
            stack.broker().restart();
            awaitEmpty(gateway);
            assertThat(Lost.of(acknowledged, Arrivals.receiptIds(stack))).isEmpty();
        }
    }

    @Test
    void shouldSayWhenTheSpoolIsFullAndBringWhatItTookToKafka() throws Exception {
        Map<String, String> small = Map.of(
                "RICOCHET_GATEWAY_SPOOL_BYTES",
                "512KiB",
                "RICOCHET_GATEWAY_SPOOL_AFTER",
                "300ms",
                "RICOCHET_GATEWAY_POSTBACK_DEADLINE",
                "1s");
        Set<String> acknowledged = new HashSet<>();
        try (GatewayProcess gateway = GatewayProcess.start(stack, data.resolve("small"), small);
                Client client = new Client(gateway.port())) {
            stack.broker().kill9();
            postUntilTurnedAway(client, acknowledged);
            assertThat(acknowledged).hasSizeGreaterThan(10);
            assertThat(status(client.get("/c/shoes?aff=aff-1"))).isEqualTo(302);

            stack.broker().restart();

            awaitEmpty(gateway);
            assertThat(Lost.of(acknowledged, Arrivals.receiptIds(stack))).isEmpty();
            assertThat(post(client).status()).isEqualTo(200);
        }
    }

    @Test
    void shouldAnswerWhileTheDiskStandsStillAndLoseNothingOfWhatItAcknowledged() throws Exception {
        Path spool = Files.createDirectory(data.resolve("slow"));
        mayMountLoop();
        String[] wrapper = {"unshare", "-m", "sh", "-c", ON_A_DISK_THAT_CAN_STAND_STILL, spool.toString()};
        Map<String, String> hasty =
                Map.of("RICOCHET_GATEWAY_SPOOL_AFTER", "300ms", "RICOCHET_GATEWAY_POSTBACK_DEADLINE", "2s");
        Set<String> acknowledged = new HashSet<>();
        try (GatewayProcess gateway = GatewayProcess.start(stack, spool, hasty, wrapper);
                Client client = new Client(gateway.port())) {
            StandingDisk disk = new StandingDisk(Path.of("/proc/" + gateway.pid() + "/root" + spool));
            stack.broker().kill9();
            while (acknowledged.size() < 20) {
                awaitTaken(client, acknowledged);
            }
            try (disk) {
                disk.stop();
                for (int round = 0; round < 3; round++) {
                    assertTurnedAway(post(client));
                    assertThat(status(client.get("/c/shoes?aff=aff-1"))).isEqualTo(302);
                    assertThat(gateway.management("/livez")).startsWith("200");
                }
            }
            awaitTaken(client, acknowledged);
            stack.broker().restart();
            awaitEmpty(gateway);
            assertThat(Lost.of(acknowledged, Arrivals.receiptIds(stack))).isEmpty();
        }
    }

    @Test
    void shouldEndUnderFullLoadWithoutLosingOrTearingAnything() throws Exception {
        Path spool = data.resolve("ended");
        Load polite;
        Load insistent;
        try (GatewayProcess gateway = GatewayProcess.start(stack, spool, Map.of())) {
            polite = Load.leavingWhenAsked(gateway.port(), 16);
            insistent = Load.on(gateway.port(), 16);
            await().atMost(PATIENCE).until(() -> polite.answered(200) > 500 && insistent.answered(200) > 500);

            gateway.terminate();

            polite.awaitEnd();
            insistent.awaitEnd();
            assertThat(gateway.exitCode()).as(gateway::output).isZero();
        }
        assertThat(polite.broken).isEmpty();
        // Who comes when the listener closes may be turned away by the kernel, before a request was read.
        assertThat(insistent.broken).hasOnlyElementsOfType(Client.Exchange.Unanswered.class);
        assertThat(polite.answers.keySet()).isSubsetOf(200, 202, 302);
        assertThat(insistent.answers.keySet()).isSubsetOf(200, 202, 302);
        // On a busy machine some may have gone to the spool; the next run brings them.
        try (GatewayProcess next = GatewayProcess.start(stack, spool, Map.of())) {
            awaitEmpty(next);
            List<String> receipts = Arrivals.receiptIds(stack);
            assertThat(Lost.of(polite.receiptIds, receipts)).isEmpty();
            assertThat(Lost.of(insistent.receiptIds, receipts)).isEmpty();
            List<String> clicks = Arrivals.clickIds(stack);
            assertThat(Lost.of(polite.clickIds, clicks)).isEmpty();
            assertThat(Lost.of(insistent.clickIds, clicks)).isEmpty();
        }
    }

    /** As a machine that loses its power leaves it: the beginning of a record behind those that were synced. */
    private static void tearTheLastWrite(Path spool) throws Exception {
        try (Stream<Path> files = Files.walk(spool)) {
            Path newest = files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow();
            Files.write(newest, new byte[] {1, 2, 3, 4, 5}, StandardOpenOption.APPEND);
        }
    }

    /** The option of unshare under which this machine lets a test mount; as root of its own namespace, or as root at all. */
    private static String mayMount() throws Exception {
        for (String option : new String[] {"-rm", "-m"}) {
            Process trial = new ProcessBuilder("unshare", option, "mount", "-t", "tmpfs", "trial", "/mnt")
                    .redirectErrorStream(true)
                    .start();
            if (trial.waitFor(30, TimeUnit.SECONDS) && trial.exitValue() == 0) {
                return option;
            }
        }
        return Assumptions.abort("nobody may mount a disk here, so that none can be filled");
    }

    private static void mayMountLoop() throws Exception {
        Path image = data.resolve("trial.img");
        Path place = Files.createDirectory(data.resolve("trial"));
        Process trial = new ProcessBuilder(
                        "unshare", "-m", "sh", "-c", ON_A_DISK_THAT_CAN_STAND_STILL, place.toString(), "true")
                .redirectErrorStream(true)
                .start();
        boolean mounted = trial.waitFor(30, TimeUnit.SECONDS) && trial.exitValue() == 0;
        Files.deleteIfExists(image);
        Assumptions.assumeTrue(
                mounted, "nobody may mount a file as a disk here, so that none can be made to stand still");
    }

    private static void awaitEmpty(GatewayProcess gateway) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gateway.metrics())
                        .contains("ricochet_gateway_spool_records 0.0", "ricochet_gateway_kafka_trusted 1.0"));
    }

    private static void postUntilTurnedAway(Client client, Set<String> acknowledged) {
        Answer answer = post(client);
        while (answer.status() == 202) {
            acknowledged.add(receiptId(answer));
            answer = post(client);
        }
        assertTurnedAway(answer);
    }

    private static void awaitTaken(Client client, Set<String> acknowledged) {
        await().pollInSameThread().atMost(PATIENCE).until(() -> {
            Answer answer = post(client);
            if (answer.status() == 202) {
                acknowledged.add(receiptId(answer));
            }
            return answer.status() == 202;
        });
    }

    private static void assertTurnedAway(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("5");
    }

    /** A postback with as much in it as is kept. */
    private static Answer post(Client client) {
        StringBuilder query = new StringBuilder("/p/acme?token=s3cret&order_id=1");
        for (int i = 0; i < 31; i++) {
            query.append("&other").append(i).append('=').append("x".repeat(256));
        }
        Client.Exchange exchange = client.get(query.toString());
        assertThat(exchange).isInstanceOf(Answer.class);
        return (Answer) exchange;
    }

    private static String receiptId(Answer answer) {
        return new JsonObject(answer.body()).getString("receipt_id");
    }

    private static int status(Client.Exchange exchange) {
        assertThat(exchange).isInstanceOf(Answer.class);
        return ((Answer) exchange).status();
    }
}

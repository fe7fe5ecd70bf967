package dev.ricochet.sink;

import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static dev.ricochet.testkit.fixture.Fixtures.anEndpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.kit.service.Service;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import dev.ricochet.testkit.fixture.EndpointFixture;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dozens of servers that take connections and never say a word, with more to tell them than the process holds. */
@KafkaTest
class HangingServersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int SERVERS = 30;
    private static final int FOR_EACH = 120;
    private static final int HEALTHY = 100;

    /**
     * More than a lane's sixteen under way and sixteen waiting of each, and with the batch that may be taken before it is looked at again,
     * of five hundred, fewer than there are deliveries to the hanging.
     */
    private static final int MOST_UNDER_WAY = 1_200;

    @Test
    void shouldDeliverToTheHealthyWhileDozensOfServersHang(KafkaStack kafka, @TempDir Path state) throws Exception {
        List<ServerSocket> hanging = new ArrayList<>();
        List<Socket> called = new ArrayList<>();
        for (int number = 0; number < SERVERS; number++) {
            hanging.add(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()));
        }
        AffiliateServer healthy = new AffiliateServer(0, AffiliateServer::ok);
        List<EndpointFixture> endpoints = new ArrayList<>();
        endpoints.add(anEndpoint("beside").of("aff-beside").url(healthy.url("/beside")));
        for (int number = 0; number < SERVERS; number++) {
            endpoints.add(anEndpoint("mute-" + number)
                    .of("aff-mute-" + number)
                    .url("http://127.0.0.1:" + hanging.get(number).getLocalPort() + "/"));
        }
        SinkTesting.apply(kafka, endpoints.toArray(EndpointFixture[]::new));
        ServiceRuntime service = Service.start(
                SinkMain.NAME, patient(SinkTesting.environment(kafka, state)), SinkConfig::from, Sink::start);
        try {
            await().atMost(PATIENCE).until(() -> service.health().report().ready());
            try (KafkaProducer<String, Conversion> conversions = kafka.producer(Topics.CONVERSIONS)) {
                for (int turn = 0; turn < FOR_EACH; turn++) {
                    for (int number = 0; number < SERVERS; number++) {
                        report(conversions, "aff-mute-" + number);
                    }
                }
                conversions.flush();
                for (ServerSocket server : hanging) {
                    server.setSoTimeout((int) PATIENCE.toMillis());
                    called.add(server.accept());
                }
                for (int number = 0; number < HEALTHY; number++) {
                    report(conversions, "aff-beside");
                }
            }

            await().atMost(PATIENCE).until(() -> healthy.calls("/beside").size() >= HEALTHY);
            assertThat(kafka.consumeAll(Topics.DELIVERY_ATTEMPTS))
                    .filteredOn(record -> record.value().getEndpointId().startsWith("mute-"))
                    .as("what is under way at a hanging server is under way still, and the rest waits its turn")
                    .isNotEmpty()
                    .allMatch(record -> record.value().getResult() == AttemptResult.DEFERRED);
        } finally {
            for (ServerSocket server : hanging) {
                server.close();
            }
            for (Socket socket : called) {
                socket.close();
            }
            service.close();
            healthy.close();
        }
    }

    /** No request ends by itself while the test lasts. */
    private static Map<String, String> patient(Map<String, String> environment) {
        environment.put("RICOCHET_HTTP_ANSWER_TIMEOUT", "10m");
        environment.put("RICOCHET_DELIVERY_LEASE", "1h");
        environment.put("RICOCHET_DISPATCHER_UNDER_WAY", Integer.toString(MOST_UNDER_WAY));
        return environment;
    }

    private static void report(KafkaProducer<String, Conversion> conversions, String affiliate) {
        Conversion conversion = aConversion().by(affiliate).build();
        var unused = conversions.send(
                new ProducerRecord<>(Topics.CONVERSIONS.name(), conversion.getConversionId(), conversion));
    }
}

package dev.ricochet.gateway;

import static dev.ricochet.testkit.fixture.Fixtures.aList;
import static dev.ricochet.testkit.fixture.Fixtures.aTier;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anEndpoint;
import static dev.ricochet.testkit.fixture.Fixtures.anExchangeRate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.OpenApiDocument.Example;
import dev.ricochet.schemas.catalog.ListKind;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import io.vertx.ext.web.Route;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the OpenAPI document says, held against the gateway that serves it. */
@KafkaTest
class OpenApiIT {

    @TempDir
    private Path directory;

    @Test
    void shouldDescribeEveryRouteOfTheAdminApiAndNoOther(KafkaStack kafka) throws Exception {
        kafka.startOver();
        try (RunningGateway gateway = start(kafka)) {
            List<String> mounted = gateway.runtime().management().router().getRoutes().stream()
                    .map(Route::getName)
                    .filter(Objects::nonNull)
                    .filter(name -> name.contains(" /api/v1/"))
                    .distinct()
                    .toList();

            assertThat(document(gateway).operations()).containsExactlyInAnyOrderElementsOf(mounted);
        }
    }

    @Test
    void shouldHaveNoReferenceThatLeadsNowhereAndNoNameTwice(KafkaStack kafka) throws Exception {
        kafka.startOver();
        try (RunningGateway gateway = start(kafka)) {
            OpenApiDocument document = document(gateway);

            assertThat(document.version()).isEqualTo("3.1.0");
            assertThat(document.brokenReferences()).isEmpty();
            assertThat(document.operationIds()).doesNotHaveDuplicates().hasSizeGreaterThan(20);
        }
    }

    @Test
    void shouldAnswerEveryExampleAsTheDocumentSays(KafkaStack kafka) throws Exception {
        kafka.startOver();
        kafka.send(Topics.ADVERTISERS, "acme", anAdvertiser("acme").build());
        kafka.send(
                Topics.AFFILIATES,
                "aff-1",
                anAffiliate("aff-1").token("aff-secret").build());
        kafka.send(
                Topics.OFFERS,
                "shoes",
                anOffer("shoes").viewWindow(Duration.ofDays(1)).build());
        kafka.send(Topics.ENDPOINTS, "ep-1", anEndpoint("ep-1").build());
        kafka.send(Topics.LISTS, "bad-ips", aList("bad-ips", ListKind.ADDRESSES, "192.0.2.0/24"));
        kafka.send(Topics.RATES, "USD-EUR", anExchangeRate("USD", "EUR", LocalDate.EPOCH, "0.9"));
        kafka.send(Topics.TIERS, "gold", aTier("gold", 3));
        try (RunningGateway gateway = start(kafka)) {
            OpenApiDocument document = document(gateway);
            List<Example> examples = document.examples();

            assertThat(examples).hasSizeGreaterThan(25);
            for (Example example : examples) {
                assertThat(document.problemsOfRequest(example))
                        .as("request of %s", example)
                        .isEmpty();
                HttpResponse<String> answer = gateway.send(request(gateway, example));
                // What others refer to stays; all else is as it should be.
                boolean kept = example.method().equals("DELETE") && answer.statusCode() == 409;
                assertThat(kept || answer.statusCode() < 400)
                        .as("%s: %s %s", example, answer.statusCode(), answer.body())
                        .isTrue();
                assertThat(document.problemsOfAnswer(example, answer))
                        .as("answer to %s: %s %s", example, answer.statusCode(), answer.body())
                        .isEmpty();
            }
        }
    }

    private static HttpRequest request(RunningGateway gateway, Example example) {
        int port = example.isPublic()
                ? gateway.port()
                : gateway.runtime().management().port();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + example.pathAndQuery()))
                .timeout(Duration.ofSeconds(60))
                .method(
                        example.method(),
                        example.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(example.body()));
        example.headers().forEach(request::header);
        if (!example.isPublic()) {
            request.header("Authorization", Keys.ADMIN);
        }
        if (example.method().equals("PUT") || example.method().equals("DELETE")) {
            request.header("If-Match", "*");
        }
        return request.build();
    }

    private static OpenApiDocument document(RunningGateway gateway) throws Exception {
        HttpResponse<String> answer = gateway.admin("GET", "/api/v1/openapi.json", null);
        assertThat(answer.statusCode()).isEqualTo(200);
        return OpenApiDocument.of(answer.body());
    }

    private RunningGateway start(KafkaStack kafka) throws Exception {
        return RunningGateway.start(
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                Map.of("RICOCHET_GATEWAY_API_KEYS_FILE", Keys.file(directory)));
    }
}

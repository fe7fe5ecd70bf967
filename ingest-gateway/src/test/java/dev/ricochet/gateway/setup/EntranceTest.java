package dev.ricochet.gateway.setup;

import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.Catalog;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntranceTest {
    private static final int MOST_BODY = 100;
    private final Catalog catalog = aCatalog().with(anAdvertiser("acme")).build();

    @ParameterizedTest
    @ValueSource(strings = {"/p/acme", "/p/ac%6De", "/p/acme.gif", "/p/acme%2Egif"})
    void shouldFindTheAdvertiserHoweverThePathIsWritten(String path) {
        assertThat(at(new JsonObject().put("path", path))).isInstanceOf(Entrance.Open.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/p/", "/p/acme/", "/p/acme/x", "/p/%zz", "/P/acme", "/c/acme"})
    void shouldFindNothingElsewhere(String path) {
        assertThat(reason(new JsonObject().put("path", path))).isEqualTo("not_found");
    }

    @Test
    void shouldReadNoBodyOfAGet() {
        JsonObject request = new JsonObject()
                .put("path", "/p/acme")
                .put("body", "{\"order_id\":\"1\"}")
                .put("content_type", "application/json");

        assertThat(((Entrance.Open) at(request)).parameters().first("order_id")).isEqualTo("1");
        assertThat(((Entrance.Open) at(request.put("method", "GET")))
                        .parameters()
                        .first("order_id"))
                .isNull();
    }

    @Test
    void shouldKnowTheBoundsOfThePort() {
        JsonObject body = new JsonObject().put("path", "/p/acme").put("content_type", "text/csv");

        assertThat(reason(body.put("body", "x".repeat(MOST_BODY + 1)))).isEqualTo("too_large");
        assertThat(reason(body.put("body", "x".repeat(MOST_BODY)))).isEqualTo("unsupported_media_type");
        assertThat(reason(new JsonObject().put("url", "https://t.example/p/acme?x=" + "x".repeat(16 * 1024))))
                .isEqualTo("too_large");
    }

    @Test
    void shouldLookAtTheBodyBeforeItLooksForTheAdvertiser() {
        JsonObject request =
                new JsonObject().put("path", "/p/nobody").put("body", "{").put("content_type", "application/json");

        assertThat(reason(request)).isEqualTo("malformed_request");
        assertThat(reason(new JsonObject().put("path", "/p/nobody"))).isEqualTo("unknown_advertiser");
    }

    private String reason(JsonObject request) {
        return ((Entrance.Closed) at(request)).reason();
    }

    private Entrance at(JsonObject request) {
        return Entrance.of(RawRequest.read(request.encode(), new ArrayList<>()), catalog, MOST_BODY);
    }
}

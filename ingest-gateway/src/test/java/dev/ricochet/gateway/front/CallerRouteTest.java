package dev.ricochet.gateway.front;

import static dev.ricochet.schemas.catalog.AuthRequirement.HTTPS;
import static dev.ricochet.schemas.catalog.AuthRequirement.IP;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.limit.RateSettings;
import dev.ricochet.gateway.request.AddressBlocks;
import dev.ricochet.gateway.request.TrustedProxies;
import dev.ricochet.gateway.request.TrustedProxies.Header;
import dev.ricochet.kit.catalog.Catalog;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who calls, through proxies and too often: the tests themselves connect from 127.0.0.1. */
class CallerRouteTest {
    private static final Catalog CATALOG = aCatalog()
            .with(anAffiliate("aff-1"))
            .with(anOffer("shoes"))
            .with(anAdvertiser("open").requiring())
            .with(anAdvertiser("acme"))
            .with(anAdvertiser("home").requiring(IP).allowing("203.0.113.0/24"))
            .with(anAdvertiser("secure").requiring(HTTPS))
            .with(anAdvertiser("slow").limitedTo(1))
            .build();

    @Test
    void shouldBelieveAProxyThatIsTrusted() throws Exception {
        try (GatewayAtTheDoor gateway = behind(Header.X_FORWARDED_FOR, RateSettings.NONE)) {
            assertThat(gateway.get("/p/home?order_id=1", "X-Forwarded-For", "6.6.6.6, 203.0.113.7")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.postbacks.only().getIp()).isEqualTo("203.0.113.7");
            gateway.get("/c/shoes?aff=aff-1", "X-Forwarded-For", "[2001:db8::7]:4711");
            assertThat(gateway.clicks.only().getIp()).isEqualTo("2001:db8:0:0:0:0:0:7");
            assertThat(gateway.get("/p/home?order_id=1", "Forwarded", "for=203.0.113.7")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(gateway.get("/p/home?order_id=1", "X-Forwarded-For", "203.0.113.7, 198.51.100.1")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(gateway.rejected.records())
                    .extracting(kept -> kept.getIp())
                    .containsExactly("127.0.0.1", "198.51.100.1");
        }
    }

    @Test
    void shouldBelieveATrustedProxyOnHttps() throws Exception {
        try (GatewayAtTheDoor gateway = behind(Header.X_FORWARDED_FOR, RateSettings.NONE)) {
            assertThat(gateway.get("/p/secure?order_id=1", "X-Forwarded-Proto", "https")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.get("/p/secure?order_id=1", "X-Forwarded-Proto", "https, http")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(gateway.get("/p/secure?order_id=1").statusCode()).isEqualTo(403);
        }
        try (GatewayAtTheDoor gateway = behind(Header.FORWARDED, RateSettings.NONE)) {
            assertThat(gateway.get("/p/secure?order_id=1", "Forwarded", "for=203.0.113.7;proto=https")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.get("/p/secure?order_id=1", "Forwarded", "proto=https, for=203.0.113.7;proto=http")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(gateway.get("/p/secure?order_id=1", "X-Forwarded-Proto", "https")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void shouldTakeNoMoreOfAnAddressThanItIsAllowed() throws Exception {
        try (GatewayAtTheDoor gateway = behind(Header.X_FORWARDED_FOR, new RateSettings(1, 0))) {
            assertThat(from(gateway, "203.0.113.7", "/p/open?order_id=1").statusCode())
                    .isEqualTo(200);
            assertTooMany(from(gateway, "203.0.113.7", "/p/open?order_id=1"));
            HttpResponse<String> visitor = from(gateway, "203.0.113.7", "/c/shoes?aff=aff-1");
            assertThat(visitor.statusCode()).isEqualTo(429);
            assertThat(visitor.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
            assertThat(visitor.headers().firstValue("retry-after")).hasValue("1");
            assertThat(from(gateway, "203.0.113.8", "/c/shoes?aff=aff-1").statusCode())
                    .isEqualTo(302);
            assertThat(gateway.rejected.records()).isEmpty();
            assertThat(gateway.count("ricochet.gateway.refusals", "route", "click", "reason", "too_many_requests"))
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldTakeNoMoreForAnAdvertiserThanItsEntrySays() throws Exception {
        try (GatewayAtTheDoor gateway = behind(Header.X_FORWARDED_FOR, RateSettings.NONE)) {
            assertThat(gateway.get("/p/slow?token=guessed").statusCode()).isEqualTo(403);
            assertThat(gateway.get("/p/slow?token=guessed").statusCode()).isEqualTo(403);
            assertThat(gateway.get("/p/slow?token=s3cret&order_id=1").statusCode())
                    .isEqualTo(200);
            assertTooMany(gateway.get("/p/slow?token=s3cret&order_id=2"));
            assertThat(gateway.get("/p/acme?token=s3cret&order_id=1").statusCode())
                    .isEqualTo(200);
            assertThat(gateway.postbacks.records()).hasSize(2);
        }
    }

    private static void assertTooMany(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
        assertThat(new JsonObject(answer.body()).getString("type")).isEqualTo("urn:ricochet:problem:too_many_requests");
    }

    private static HttpResponse<String> from(GatewayAtTheDoor gateway, String address, String path) throws Exception {
        return gateway.get(path, "X-Forwarded-For", address);
    }

    private static GatewayAtTheDoor behind(Header header, RateSettings rates) {
        TrustedProxies proxies = new TrustedProxies(AddressBlocks.strict(List.of("127.0.0.0/8")), header);
        return new GatewayAtTheDoor(CATALOG, proxies, rates);
    }
}

package dev.ricochet.gateway;

import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.visitor.CountryBook;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.event.Automation;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import dev.ricochet.testkit.fixture.AffiliateFixture;
import dev.ricochet.testkit.fixture.OfferFixture;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a click may come, through a real gateway into a real broker. Each test has offers of its own. */
@KafkaTest
class ClickWaysIT {
    @TempDir
    private static Path directory;

    private static KafkaStack kafka;
    private static RunningGateway gateway;

    @BeforeAll
    static void startGateway(KafkaStack stack) throws Exception {
        kafka = stack;
        kafka.send(Topics.ADVERTISERS, "acme", anAdvertiser("acme").build());
        affiliate(anAffiliate("aff-1").token("aff-secret"), "aff-1");
        affiliate(anAffiliate("blocked").blocked(), "blocked");
        offer(
                anOffer("filled")
                        .landingAt("https://shop.example/{offer_id}/x?c={click_id}&a={affiliate_id}&s={source}&1={sub1}"
                                + "&10={sub10}&ip={ip}&r={referrer}&l={language}&k={kind}#{country}"),
                "filled");
        offer(anOffer("paused").paused().fallingBackToOffer("full"), "paused");
        offer(
                anOffer("full")
                        .clickCap(CapScope.OFFER, CapPeriod.LIFETIME, 1, "UTC")
                        .fallingBackToOffer("last"),
                "full");
        offer(anOffer("last").landingAt("https://last.example/?c={click_id}"), "last");
        offer(anOffer("closed").paused().fallingBackTo("https://other.example/?s={sub1}"), "closed");
        offer(anOffer("nowhere").paused(), "nowhere");
        offer(anOffer("private").onlyFor("aff-9"), "private");
        offer(anOffer("marked"), "marked");
        offer(anOffer("told"), "told");
        Path countries = directory.resolve("countries.mmdb");
        new CountryBook().with("203.0.113.0", 24, "DE").writeTo(countries);
        gateway = RunningGateway.start(
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                Map.of(
                        "RICOCHET_GATEWAY_TRUSTED_PROXIES",
                        "127.0.0.0/8",
                        "RICOCHET_GATEWAY_GEOIP_FILE",
                        countries.toString()));
    }

    @AfterAll
    static void stopGateway() {
        gateway.close();
    }

    @Test
    void shouldFillTheLandingUrlAndKeepWhatIsKnownOfTheVisitor() throws Exception {
        String link = "/c/filled?aff=aff-1&source=a%26b&sub1=x%2Fy%23z&sub10=%C3%A4";
        String[] visitor = {
            "X-Forwarded-For",
            "203.0.113.9",
            "User-Agent",
            "Browser/1",
            "Referer",
            "https://blog.example/?q=1",
            "Accept-Language",
            "de"
        };
        HttpResponse<String> looked =
                gateway.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + link))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build());
        HttpResponse<String> sent = gateway.get(link, visitor);

        Click click = only("filled");
        assertThat(looked.statusCode()).isEqualTo(302);
        assertThat(location(looked)).contains("?c=&a=aff-1");
        assertThat(location(sent))
                .isEqualTo("https://shop.example/filled/x?c=" + click.getClickId()
                        + "&a=aff-1&s=a%26b&1=x%2Fy%23z&10=%C3%A4&ip=203.0.113.9&r=https%3A%2F%2Fblog.example%2F%3Fq%3D1&l=de"
                        + "&k=click#DE");
        assertThat(click.getIp()).isEqualTo("203.0.113.9");
        assertThat(click.getCountry()).isEqualTo("DE");
        assertThat(click.getUserAgent()).isEqualTo("Browser/1");
        assertThat(click.getReferrer()).isEqualTo("https://blog.example/?q=1");
        assertThat(click.getLanguage()).isEqualTo("de");
        assertThat(click.getAutomation()).isEqualTo(Automation.NONE);
        assertThat(click.getSource()).isEqualTo("a&b");
    }

    @Test
    void shouldFollowTheChainOfFallbackOffersToTheFirstThatTakesTheClick() throws Exception {
        assertThat(location(gateway.get("/c/paused?aff=aff-1", "User-Agent", "Browser/1")))
                .startsWith("https://shop.example/");
        assertThat(location(gateway.get("/c/paused?aff=aff-1", "User-Agent", "Browser/1")))
                .startsWith("https://last.example/");
        assertThat(clicks("paused")).isEmpty();
        assertThat(clicks("full")).hasSize(1);
        assertThat(clicks("last")).hasSize(1);
    }

    @Test
    void shouldSendNobodyWhereTheCatalogDoesNot() throws Exception {
        assertThat(location(gateway.get("/c/closed?aff=aff-1&sub1=%40evil.example%2F")))
                .isEqualTo("https://other.example/?s=%40evil.example%2F");
        assertThat(gateway.get("/c/nowhere?aff=aff-1").statusCode()).isEqualTo(410);
        assertThat(gateway.get("/c/nothing?aff=aff-1").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/c/private?aff=aff-1").statusCode()).isEqualTo(403);
        assertThat(gateway.get("/c/told?aff=blocked").statusCode()).isEqualTo(403);
        HttpResponse<String> lured = gateway.get(
                "/c/told?aff=aff-1&url=https://evil.example&redirect=//evil.example",
                "X-Forwarded-Host",
                "evil.example");
        assertThat(location(lured)).startsWith("https://shop.example/").doesNotContain("evil");
        assertThat(clicks("closed")).isEmpty();
    }

    @Test
    void shouldMarkMachines() throws Exception {
        gateway.get("/c/marked?aff=aff-1&sub1=prefetch", "Sec-Purpose", "prefetch", "User-Agent", "Browser/1");
        gateway.get("/c/marked?aff=aff-1&sub1=bot", "User-Agent", "Googlebot/2.1 (+http://www.google.com/bot.html)");

        assertThat(clicks("marked"))
                .extracting(click -> click.getSubs().get(0) + " " + click.getAutomation())
                .containsExactlyInAnyOrder("prefetch PREFETCH", "bot BOT");
    }

    @Test
    void shouldTakeReportedClicksOneAtATimeAndMany() throws Exception {
        String item = "{\"offer_id\":\"told\",\"affiliate_id\":\"aff-1\",\"ip\":\"203.0.113.7\",\"sub1\":\"";
        JsonObject one = new JsonObject(report(item + "one\"}", "application/json"));
        JsonArray two = new JsonArray(report("[" + item + "two\"}," + item + "{x}\"}]", "application/json"));
        String lines = report(item + "three\"}\n" + item + "four\"}\n", "application/x-ndjson");

        // One that Kafka acknowledged late has gone to the spool as well and is there twice, under the same click id.
        Collection<Click> written = clicks("told").stream()
                .filter(click -> "203.0.113.7".equals(click.getIp()))
                .collect(Collectors.toMap(Click::getClickId, click -> click, (first, second) -> first))
                .values();
        assertThat(written)
                .extracting(click -> click.getSubs().get(0))
                .containsExactlyInAnyOrder("one", "two", "three", "four");
        assertThat(written).extracting(Click::getCountry).containsOnly("DE");
        assertThat(written)
                .extracting(Click::getClickId)
                .contains(one.getString("click_id"), two.getJsonObject(0).getString("click_id"));
        assertThat(two.getJsonObject(1).getString("status")).isEqualTo("refused");
        assertThat(lines).contains("{\"status\":\"complete\",\"items\":2,\"accepted\":2}");
    }

    private static String report(String body, String contentType) throws Exception {
        return gateway.post("/api/v1/clicks", body, "Content-Type", contentType, "X-Ricochet-Token", "aff-secret")
                .body();
    }

    private static void affiliate(AffiliateFixture affiliate, String id) {
        kafka.send(Topics.AFFILIATES, id, affiliate.build());
    }

    private static void offer(OfferFixture offer, String id) {
        kafka.send(Topics.OFFERS, id, offer.build());
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("location").orElseThrow();
    }

    private static Click only(String offerId) {
        List<Click> written = clicks(offerId);
        assertThat(written).hasSize(1);
        return written.get(0);
    }

    private static List<Click> clicks(String offerId) {
        return kafka.consumeAll(Topics.CLICKS).stream()
                .map(ConsumerRecord::value)
                .filter(click -> click.getOfferId().equals(offerId))
                .toList();
    }
}

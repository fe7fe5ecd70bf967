package dev.ricochet.gateway.front;

import static dev.ricochet.testkit.fixture.Fixtures.CLICK_IDS;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.Verdict;
import dev.ricochet.schemas.event.Automation;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import dev.ricochet.schemas.event.RejectedRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClickReportRouteTest {
    private static final String PATH = "/api/v1/clicks";

    private final GatewayAtTheDoor gateway = new GatewayAtTheDoor(aCatalog()
            .with(anAffiliate("aff-1").token("aff-secret"))
            .with(anAffiliate("aff-2").token("other-secret"))
            .with(anAffiliate("tokenless"))
            .with(anOffer("shoes")
                    .landingAt("https://shop.example/?cid={click_id}&s={sub1}&c={country}")
                    .viewWindow(Duration.ofDays(1)))
            .with(anOffer("over").paused().fallingBackTo("https://other.example/?s={sub1}"))
            .with(anOffer("scarce")
                    .clickCap(CapScope.OFFER, CapPeriod.LIFETIME, 1, "UTC")
                    .viewWindow(Duration.ofDays(1)))
            .build());

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldTakeAClickWithAllThatTheServerKnowsOfTheVisitor() throws Exception {
        String at = Instant.now().minusSeconds(30).toString();
        HttpResponse<String> answer = report("""
                {"offer_id": "shoes", "affiliate_id": "aff-1", "sub1": "a b", "sub10": "z", "source": "mail",
                 "ip": "192.0.2.7", "user_agent": "Browser/1", "referrer": "https://blog.example/", "language": "de",
                 "clicked_at": "%s"}
                """.formatted(at));

        Click click = gateway.clicks.only();
        JsonObject result = new JsonObject(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(result.getString("status")).isEqualTo("accepted");
        assertThat(result.getString("click_id")).isEqualTo(click.getClickId());
        assertThat(result.getString("landing_url"))
                .isEqualTo("https://shop.example/?cid=" + click.getClickId() + "&s=a%20b&c=DE");
        assertThat(CLICK_IDS.verify(click.getClickId())).isInstanceOf(Verdict.Genuine.class);
        assertThat(ClickIds.millisOf(click.getClickId()))
                .isEqualTo(Instant.parse(at).toEpochMilli())
                .isEqualTo(click.getClickedAt().toEpochMilli());
        assertThat(click.getSubs()).isEqualTo(List.of("a b", "", "", "", "", "", "", "", "", "z"));
        assertThat(click.getIp()).isEqualTo("192.0.2.7");
        assertThat(click.getUserAgent()).isEqualTo("Browser/1");
        assertThat(click.getReferrer()).isEqualTo("https://blog.example/");
        assertThat(click.getLanguage()).isEqualTo("de");
        assertThat(click.getCountry()).isEqualTo("DE");
        assertThat(click.getSource()).isEqualTo("mail");
    }

    @Test
    void shouldTakeWhatTheServerSaysOfCountryAndKind() throws Exception {
        report("{\"offer_id\":\"shoes\",\"affiliate_id\":\"aff-1\",\"country\":\"fr\",\"kind\":\"impression\","
                + "\"user_agent\":\"Googlebot/2.1\",\"ip\":\"192.0.2.7\"}");

        assertThat(gateway.clicks.only().getCountry()).isEqualTo("FR");
        assertThat(gateway.clicks.only().getKind()).isEqualTo(ClickKind.IMPRESSION);
        assertThat(gateway.clicks.only().getAutomation()).isEqualTo(Automation.BOT);
    }

    @Test
    void shouldJoinTheClicksOfOneVisitor() throws Exception {
        report(click("shoes", "\"visitor_id\":\"v-1\""));
        report(click("shoes", "\"visitor_id\":\"v-1\""));
        report(click("shoes", null));

        List<Click> clicks = gateway.clicks.records();
        assertThat(clicks).extracting(Click::getVisitorId).containsExactly("v-1", "v-1", null);
        assertThat(tagged(clicks.get(0))).isEqualTo(tagged(clicks.get(1)));
        assertThat(CLICK_IDS.verify(clicks.get(0).getClickId())).isInstanceOf(Verdict.Genuine.class);
        assertProblem(report(click("shoes", "\"visitor_id\":\"" + "v".repeat(129) + "\"")), 422, "validation_failed");
    }

    /** The characters in which the visitor's tag lies whole. */
    private static String tagged(Click click) {
        return click.getClickId().substring(12, 17);
    }

    @Test
    void shouldTellEverythingThatIsWrongWithAClick() throws Exception {
        HttpResponse<String> answer = report("""
                {"affiliate_id": "aff-1", "sub1": "{clickid}", "sub2": "%s", "ip": "10.0.0.0/8", "country": "XX",
                 "kind": "view", "clicked_at": "yesterday", "colour": "red", "source": "a\\u0000b"}
                """.formatted("x".repeat(513)));

        JsonArray errors = new JsonObject(answer.body()).getJsonArray("errors");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(errors.stream()
                        .map(JsonObject.class::cast)
                        .map(e -> e.getString("field") + " " + e.getString("code")))
                .containsExactlyInAnyOrder(
                        "offer_id missing",
                        "sub1 unexpanded_macro",
                        "sub2 too_long",
                        "ip malformed",
                        "country unknown_value",
                        "kind unknown_value",
                        "clicked_at malformed",
                        "colour unknown_field",
                        "source control_character");
        assertThat(gateway.clicks.records()).isEmpty();
    }

    @Test
    void shouldTakeNoClicksOfTheFutureOrOfLongAgo() throws Exception {
        Instant now = Instant.now();
        for (Instant at : List.of(now.plus(Duration.ofMinutes(10)), now.minus(Duration.ofDays(8)))) {
            JsonObject problem = new JsonObject(
                    report(click("shoes", "\"clicked_at\":\"" + at + "\"")).body());
            assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("code"))
                    .isEqualTo("out_of_range");
        }
        // A clock that is a little ahead is forgiven, but its click does not lie in the future.
        report(click("shoes", "\"clicked_at\":\"" + now.plusSeconds(20) + "\""));
        assertThat(gateway.clicks.only().getClickedAt()).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void shouldAdmitAnAffiliateByItsOwnTokenOnly() throws Exception {
        assertProblem(
                gateway.post(PATH, click("shoes", null), "Content-Type", "application/json"), 401, "missing_token");
        assertProblem(
                gateway.post(PATH, click("shoes", null), "Content-Type", "application/json", "X-Ricochet-Token", "no"),
                403,
                "not_recognised");
        for (String affiliate : new String[] {"aff-2", "tokenless", "stranger"}) {
            assertProblem(
                    report("{\"offer_id\":\"shoes\",\"affiliate_id\":\"" + affiliate + "\"}"), 403, "not_recognised");
        }
        assertThat(gateway.clicks.records()).isEmpty();
        assertThat(gateway.rejected.records())
                .extracting(RejectedRequest::getReason)
                .contains("bad_token");

        HttpResponse<String> bearer = gateway.post(
                PATH, click("shoes", null), "Content-Type", "application/json", "Authorization", "Bearer aff-secret");
        assertThat(bearer.statusCode()).isEqualTo(200);
    }

    @Test
    void shouldHoldTheTokenAgainstTheAffiliateWhoseClickItWouldBe() throws Exception {
        String item = "{\"offer_id\":\"shoes\",\"affiliate_id\":\"\",\"affiliate_id\":\"aff-2\"}";

        assertProblem(report(item), 403, "not_recognised");
        assertThat(report("[" + item + "]").body()).contains("not_recognised").doesNotContain("accepted");
        assertThat(gateway.post(PATH, item, "Content-Type", "application/x-ndjson", "X-Ricochet-Token", "aff-secret")
                        .body())
                .contains("not_recognised", "\"accepted\":0");
        assertThat(gateway.clicks.records()).isEmpty();
    }

    @Test
    void shouldTakeAddressesInTheirOneFormOnly() throws Exception {
        for (String text : new String[] {"1", "0x7f.1", "2130706433", "1.2", "fe80::1%nosuch", "::/0"}) {
            JsonObject problem = new JsonObject(
                    report(click("shoes", "\"ip\":\"" + text + "\"")).body());
            assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("code"))
                    .as(text)
                    .isEqualTo("malformed");
        }
        report(click("shoes", "\"ip\":\"::ffff:192.0.2.7\""));
        assertThat(gateway.clicks.only().getIp()).isEqualTo("192.0.2.7");
    }

    @Test
    void shouldLoseNoClickForWhatABrowserSent() throws Exception {
        report(click(
                "shoes",
                "\"referrer\":\"https://s.example/?q={x}\",\"user_agent\":\"a\\u0007b\",\"language\":\"[de]\""));

        assertThat(gateway.clicks.only().getReferrer()).isEqualTo("https://s.example/?q={x}");
        assertThat(gateway.clicks.only().getUserAgent()).isEqualTo("a b");
        assertThat(gateway.clicks.only().getLanguage()).isEqualTo("[de]");
    }

    @Test
    void shouldSayThatAClickIsOnlyOnItsOwnDiskYet() throws Exception {
        gateway.clicks.answer(PublishResult.SPOOLED);
        assertThat(report(click("shoes", null)).statusCode()).isEqualTo(202);
    }

    @Test
    void shouldNotLetAClickKeepItsPlaceInACapThatIsReportedAgain() throws Exception {
        gateway.clicks.answer(new PublishResult.NotTaken("full"));
        assertProblem(report(click("scarce", null)), 503, "unavailable");
        gateway.clicks.answer(PublishResult.DURABLE);
        assertThat(report(click("scarce", null)).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTellWhereElseAVisitorMayGo() throws Exception {
        HttpResponse<String> answer = report(click("over", "\"sub1\":\"x\""));

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(new JsonObject(answer.body()).getString("fallback_url")).isEqualTo("https://other.example/?s=x");
        assertThat(new JsonObject(answer.body()).getString("type")).isEqualTo("urn:ricochet:problem:offer_not_active");
    }

    @Test
    void shouldHoldReportedClicksAgainstCapsButNotImpressions() throws Exception {
        report(click("scarce", "\"kind\":\"impression\""));
        assertThat(report(click("scarce", null)).statusCode()).isEqualTo(200);
        assertProblem(report(click("scarce", null)), 410, "click_cap_reached");
        assertThat(report(click("scarce", "\"kind\":\"impression\"")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldAnswerEachItemOfAnArrayInItsPlace() throws Exception {
        HttpResponse<String> answer =
                report("[" + click("shoes", null) + "," + click("nothing", null) + ",{}," + click("shoes", null) + "]");

        JsonArray results = new JsonArray(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(statuses(results)).containsExactly("0 accepted", "1 refused", "2 refused", "3 accepted");
        assertThat(results.getJsonObject(1).getString("type")).isEqualTo("urn:ricochet:problem:unknown_offer");
        assertThat(results.getJsonObject(2).getJsonArray("errors")).hasSize(2);
        assertThat(results.getJsonObject(3).getString("click_id"))
                .isEqualTo(gateway.clicks.records().get(1).getClickId());
    }

    @Test
    void shouldAnswerEachLineWithALine() throws Exception {
        String body = IntStream.range(0, 3_000)
                .mapToObj(i -> i % 3 == 2 ? "no json" : click("shoes", "\"sub1\":\"" + i + "\""))
                .collect(Collectors.joining("\n"));

        HttpResponse<String> answer =
                gateway.post(PATH, body, "Content-Type", "application/x-ndjson", "X-Ricochet-Token", "aff-secret");

        List<JsonObject> lines = answer.body().lines().map(JsonObject::new).toList();
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/x-ndjson");
        assertThat(lines).hasSize(3_001);
        for (int i = 0; i < 3_000; i++) {
            assertThat(lines.get(i).getInteger("index")).isEqualTo(i);
            assertThat(lines.get(i).getString("status")).isEqualTo(i % 3 == 2 ? "refused" : "accepted");
        }
        assertThat(lines.get(3_000))
                .isEqualTo(new JsonObject("{\"status\":\"complete\",\"items\":3000,\"accepted\":2000}"));
        assertThat(gateway.clicks.records()).hasSize(2_000);
        assertThat(gateway.rejected.records()).hasSize(10);
    }

    @Test
    void shouldNotCallAClickAcceptedThatIsNotDurable() throws Exception {
        gateway.clicks.answer(new PublishResult.NotTaken("full"));
        HttpResponse<String> answer = report(click("shoes", null));
        assertProblem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("retry-after")).isPresent();

        gateway.clicks.keepWaiting();
        JsonArray results =
                new JsonArray(report("[" + click("shoes", null) + "]").body());
        assertThat(results.getJsonObject(0).getString("type")).isEqualTo("urn:ricochet:problem:unavailable");
    }

    @Test
    void shouldRefuseBodiesThatItCannotTake() throws Exception {
        assertProblem(report("{\"offer_id\":"), 400, "malformed_request");
        assertProblem(report("[{},1]"), 400, "malformed_request");
        assertProblem(report("[" + "{},".repeat(1_000) + "{}]"), 400, "malformed_request");
        assertProblem(report("[" + " ".repeat(1 << 20) + "]"), 413, "too_large");
        assertProblem(
                gateway.post(PATH, "a=b", "Content-Type", "text/plain", "X-Ricochet-Token", "aff-secret"),
                415,
                "unsupported_media_type");
        assertThat(gateway.send("GET", PATH).headers().firstValue("allow")).hasValue("POST");
    }

    private HttpResponse<String> report(String json) throws Exception {
        return gateway.post(PATH, json, "Content-Type", "application/json", "X-Ricochet-Token", "aff-secret");
    }

    private static String click(String offerId, String more) {
        return "{\"offer_id\":\"" + offerId + "\",\"affiliate_id\":\"aff-1\"" + (more == null ? "" : "," + more) + "}";
    }

    private static List<String> statuses(JsonArray results) {
        return results.stream()
                .map(JsonObject.class::cast)
                .map(one -> one.getInteger("index") + " " + one.getString("status"))
                .toList();
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(new JsonObject(answer.body()).getString("type")).isEqualTo("urn:ricochet:problem:" + code);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("secret");
    }
}

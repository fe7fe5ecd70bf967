package dev.ricochet.gateway.front;

import static dev.ricochet.testkit.fixture.Fixtures.CLICK_IDS;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.click.Verdict;
import dev.ricochet.schemas.event.Automation;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.schemas.event.Route;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClickRouteTest {
    private final GatewayAtTheDoor gateway = new GatewayAtTheDoor(aCatalog()
            .with(anAffiliate("aff-1"))
            .with(anAffiliate("blocked").blocked())
            .with(anOffer("shoes").landingAt("https://shop.example/l?cid={click_id}&s={sub1}"))
            .with(anOffer("over").paused())
            .with(anOffer("moved")
                    .paused()
                    .fallingBackTo("https://other.example/?from={offer_id}&s={sub1}&c={click_id}"))
            .with(anOffer("sandals").landingAt("https://sandals.example/?c={click_id}&o={offer_id}"))
            .with(anOffer("boots").paused().fallingBackToOffer("sandals").fallingBackTo("https://other.example/"))
            .with(anOffer("scarce").clickCap(CapScope.OFFER, CapPeriod.LIFETIME, 2, "UTC"))
            .with(anOffer("scarce-too")
                    .clickCap(CapScope.OFFER, CapPeriod.LIFETIME, 1, "UTC")
                    .fallingBackToOffer("sandals"))
            .with(anOffer("broken").landingAt("https://{sub1}/"))
            .build());

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldSendTheVisitorOnAndWriteTheClick() throws Exception {
        HttpResponse<String> answer = gateway.get(
                "/c/shoes?aff=aff-1&sub1=a%20b&sub3=c&source=mail",
                "User-Agent", "Browser/1", "Referer", "https://blog.example/", "Accept-Language", "de");

        Click click = gateway.clicks.only();
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location"))
                .hasValue("https://shop.example/l?cid=" + click.getClickId() + "&s=a%20b");
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(CLICK_IDS.verify(click.getClickId()))
                .isInstanceOfSatisfying(
                        Verdict.Genuine.class,
                        genuine -> assertThat(genuine.at()).isEqualTo(click.getClickedAt()));
        assertThat(gateway.clicks.keys()).containsExactly(click.getClickId());
        assertThat(click)
                .isEqualTo(Click.newBuilder()
                        .setClickId(click.getClickId())
                        .setKind(ClickKind.CLICK)
                        .setClickedAt(click.getClickedAt())
                        .setAdvertiserId("acme")
                        .setOfferId("shoes")
                        .setAffiliateId("aff-1")
                        .setSource("mail")
                        .setSubs(List.of("a b", "", "c"))
                        .setIp("127.0.0.1")
                        .setUserAgent("Browser/1")
                        .setReferrer("https://blog.example/")
                        .setLanguage("de")
                        .build());
        assertThat(gateway.count("ricochet.gateway.requests", "route", "click", "outcome", "accepted"))
                .isEqualTo(1);
    }

    @Test
    void shouldShowWhereALinkLeadsWithoutCountingAClick() throws Exception {
        HttpResponse<String> answer = gateway.send("HEAD", "/c/shoes?aff=aff-1&sub1=x");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location")).hasValue("https://shop.example/l?cid=&s=x");
        assertThat(gateway.send("HEAD", "/c/over?aff=aff-1").statusCode()).isEqualTo(410);
        assertThat(gateway.clicks.records()).isEmpty();
        assertThat(gateway.rejected.records()).isEmpty();
    }

    @Test
    void shouldNotLetAVisitorWaitForKafka() throws Exception {
        gateway.clicks.keepWaiting();
        long start = System.nanoTime();

        assertThat(gateway.get("/c/shoes?aff=aff-1").statusCode()).isEqualTo(302);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));

        gateway.clicks.answer(new PublishResult.NotTaken("full"));
        assertThat(gateway.get("/c/shoes?aff=aff-1").statusCode()).isEqualTo(302);
        assertThat(gateway.count("ricochet.gateway.requests", "route", "click", "outcome", "unconfirmed"))
                .isEqualTo(2);
    }

    @Test
    void shouldShowAPlainPageToWhomItCanSendNowhere() throws Exception {
        assertPage("/c/nothing?aff=aff-1", 404);
        assertPage("/c/over?aff=aff-1", 410);
        assertPage("/c/shoes?aff=blocked", 403);
        assertPage("/c/shoes?aff=stranger", 404);
        assertPage("/c/shoes", 404);
        assertPage("/c/broken?aff=aff-1&sub1=evil.example", 503);
        assertThat(gateway.clicks.records()).isEmpty();
        assertThat(gateway.rejected.records())
                .extracting(RejectedRequest::getReason)
                .containsExactly(
                        "unknown_offer",
                        "offer_not_active",
                        "affiliate_not_allowed",
                        "unknown_affiliate",
                        "unknown_affiliate",
                        "misconfigured");
        assertThat(gateway.rejected.records())
                .extracting(RejectedRequest::getRoute)
                .containsOnly(Route.CLICK);
    }

    @Test
    void shouldSendWhomTheOfferDoesNotTakeToItsFallback() throws Exception {
        HttpResponse<String> answer = gateway.get("/c/moved?aff=aff-1&sub1=x%26y");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location")).hasValue("https://other.example/?from=moved&s=x%26y&c=");
        assertThat(gateway.rejected.only().getHttpStatus()).isEqualTo(302);
        assertThat(gateway.rejected.only().getReason()).isEqualTo("offer_not_active");
        assertThat(gateway.rejected.only().getAffiliateId()).isEqualTo("aff-1");
    }

    @Test
    void shouldNotLeadAnywhereButToTheOffersHost() throws Exception {
        for (String value :
                new String[] {"https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%0d%0aLocation:%20x", "%40evil"}) {
            HttpResponse<String> answer = gateway.get("/c/shoes?aff=aff-1&sub1=" + value + "&url=https://evil.example");
            assertThat(answer.headers().firstValue("location").orElseThrow()).startsWith("https://shop.example/l?cid=");
            assertThat(answer.headers().allValues("location")).hasSize(1);
        }
    }

    @Test
    void shouldGiveAClickToTheFallbackOfferThatTakesIt() throws Exception {
        HttpResponse<String> answer = gateway.get("/c/boots?aff=aff-1&sub1=x");

        Click click = gateway.clicks.only();
        assertThat(answer.headers().firstValue("location"))
                .hasValue("https://sandals.example/?c=" + click.getClickId() + "&o=sandals");
        assertThat(click.getOfferId()).isEqualTo("sandals");
        assertThat(click.getSubs()).containsExactly("x");
        assertThat(gateway.rejected.records()).isEmpty();
        assertThat(gateway.count("ricochet.gateway.clicks.diverted", "reason", "offer_not_active"))
                .isEqualTo(1);
    }

    @Test
    void shouldTurnVisitorsAwayBeyondACapAndNotCountLooks() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(gateway.send("HEAD", "/c/scarce?aff=aff-1").statusCode()).isEqualTo(302);
            assertThat(gateway.get("/c/scarce?aff=aff-1", "User-Agent", "Googlebot/2.1")
                            .statusCode())
                    .isEqualTo(302);
            assertThat(gateway.get("/c/scarce?aff=aff-1", "Sec-Purpose", "prefetch;prerender")
                            .statusCode())
                    .isEqualTo(302);
        }
        assertThat(visit("/c/scarce?aff=aff-1").statusCode()).isEqualTo(302);
        assertThat(visit("/c/scarce?aff=aff-1").statusCode()).isEqualTo(302);
        assertPage("/c/scarce?aff=aff-1", 410);
        assertThat(gateway.send("HEAD", "/c/scarce?aff=aff-1").statusCode()).isEqualTo(410);
        assertThat(gateway.get("/c/scarce?aff=aff-1", "User-Agent", "Googlebot/2.1")
                        .statusCode())
                .isEqualTo(410);
        assertThat(gateway.rejected.records().get(0).getReason()).isEqualTo("click_cap_reached");
    }

    @Test
    void shouldSendVisitorsBeyondACapToTheFallbackOffer() throws Exception {
        visit("/c/scarce-too?aff=aff-1");
        visit("/c/scarce-too?aff=aff-1");

        assertThat(gateway.clicks.records()).extracting(Click::getOfferId).containsExactly("scarce-too", "sandals");
    }

    @Test
    void shouldMarkPrefetchesAndKnownBots() throws Exception {
        gateway.get("/c/shoes?aff=aff-1", "Purpose", "prefetch");
        gateway.get("/c/shoes?aff=aff-1", "X-Moz", "prefetch");
        gateway.get("/c/shoes?aff=aff-1", "X-Purpose", "preview");
        gateway.get("/c/shoes?aff=aff-1", "User-Agent", "curl/8.5.0");
        gateway.get("/c/shoes?aff=aff-1", "User-Agent", "Browser/1", "Purpose", "something");

        assertThat(gateway.clicks.records())
                .extracting(Click::getAutomation)
                .containsExactly(
                        Automation.PREFETCH, Automation.PREFETCH, Automation.PREFETCH, Automation.BOT, Automation.NONE);
    }

    /** As a person does; the test's own client names itself a program. */
    private HttpResponse<String> visit(String path) throws Exception {
        return gateway.get(path, "User-Agent", "Browser/1");
    }

    private void assertPage(String path, int status) throws Exception {
        HttpResponse<String> answer = gateway.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        assertThat(answer.headers().firstValue("location")).isEmpty();
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(answer.body()).contains("<h1>This page is not available</h1>");
    }
}

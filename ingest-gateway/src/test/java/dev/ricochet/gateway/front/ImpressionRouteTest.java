package dev.ricochet.gateway.front;

import static dev.ricochet.testkit.fixture.Fixtures.CLICK_IDS;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.click.Verdict;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import dev.ricochet.schemas.event.RejectedRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImpressionRouteTest {
    private final GatewayAtTheDoor gateway = new GatewayAtTheDoor(aCatalog()
            .with(anAffiliate("aff-1"))
            .with(anAffiliate("blocked").blocked())
            .with(anOffer("shoes")
                    .viewWindow(Duration.ofDays(1))
                    .clickCap(CapScope.OFFER, CapPeriod.LIFETIME, 1, "UTC"))
            .with(anOffer("hats"))
            .build());

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldAnswerWithThePictureAndWriteTheImpression() throws Exception {
        HttpResponse<String> answer = gateway.get("/i/shoes?aff=aff-1&sub1=top&visitor_id=v-1");

        assertPicture(answer, 200);
        Click impression = gateway.clicks.only();
        assertThat(impression.getKind()).isEqualTo(ClickKind.IMPRESSION);
        assertThat(impression.getVisitorId()).isEqualTo("v-1");
        assertThat(impression.getSubs()).containsExactly("top");
        assertThat(CLICK_IDS.verify(impression.getClickId())).isInstanceOf(Verdict.Genuine.class);
        assertThat(gateway.clicks.keys()).containsExactly(impression.getClickId());
    }

    @Test
    void shouldCountTowardNoClickCap() throws Exception {
        gateway.get("/i/shoes?aff=aff-1", "User-Agent", "Browser/1");
        gateway.get("/i/shoes?aff=aff-1", "User-Agent", "Browser/1");

        assertThat(gateway.get("/c/shoes?aff=aff-1", "User-Agent", "Browser/1").statusCode())
                .isEqualTo(302);
        assertThat(gateway.get("/c/shoes?aff=aff-1", "User-Agent", "Browser/1").statusCode())
                .isEqualTo(410);
        assertThat(gateway.get("/i/shoes?aff=aff-1").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldShowNoBrokenPictureThoughItTakesNothing() throws Exception {
        assertPicture(gateway.get("/i/hats?aff=aff-1"), 410);
        assertPicture(gateway.get("/i/nothing?aff=aff-1"), 404);
        assertPicture(gateway.get("/i/shoes?aff=blocked"), 403);

        assertThat(gateway.clicks.records()).isEmpty();
        assertThat(gateway.rejected.records())
                .extracting(RejectedRequest::getReason)
                .containsExactly("impressions_not_taken", "unknown_offer", "affiliate_not_allowed");
    }

    @Test
    void shouldTakeNothingWhereItIsOnlyAsked() throws Exception {
        assertThat(gateway.send("HEAD", "/i/shoes?aff=aff-1").statusCode()).isEqualTo(200);
        assertThat(gateway.send("POST", "/i/shoes?aff=aff-1").statusCode()).isEqualTo(405);
        assertThat(gateway.get("/i/").statusCode()).isEqualTo(404);
        assertThat(gateway.clicks.records()).isEmpty();
    }

    private static void assertPicture(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("image/gif");
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(answer.body()).startsWith("GIF89a");
    }
}

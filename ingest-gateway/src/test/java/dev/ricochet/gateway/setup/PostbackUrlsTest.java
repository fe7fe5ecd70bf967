package dev.ricochet.gateway.setup;

import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.dialect.Dialects;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.AuthRequirement;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.Wording;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostbackUrlsTest {
    private static final PublicUrl BASE = new PublicUrl("https://track.example");
    private final Offer shoes = anOffer("shoes").build();
    private final Advertiser acme = anAdvertiser("acme").token("s3&ret").build();

    @Test
    void shouldWriteWhatTheAdvertiserHasToCall() {
        assertThat(url(acme, false))
                .startsWith(
                        "https://track.example/p/acme?token={token}&click_id={click_id}&order_id={order_id}&goal=sale")
                .doesNotContain("s3");
    }

    @Test
    void shouldShowTheTokenEncodedWhereItIsAskedFor() {
        assertThat(url(acme, true)).contains("?token=s3%26ret&");
    }

    @Test
    void shouldUseTheDialectsOwnParameters() {
        Advertiser foreign = Advertiser.newBuilder(acme)
                .setDialect("custom")
                .setWording(Wording.newBuilder()
                        .setParameters(
                                Map.of("cid", "click_id", "clickref", "click_id", "tid", "order_id", "k", "token"))
                        .build())
                .build();

        assertThat(url(foreign, false)).isEqualTo("https://track.example/p/acme?k={k}&cid={cid}&tid={tid}");
    }

    @Test
    void shouldSpeakTheLanguageOfATracker() {
        Advertiser keitaro = Advertiser.newBuilder(acme).setDialect("keitaro").build();

        assertThat(url(keitaro, false)).contains("subid={subid}", "tid={tid}");
    }

    @Test
    void shouldPreferTheAdvertisersOwnWords() {
        Advertiser wordy = Advertiser.newBuilder(acme)
                .setWording(Wording.newBuilder()
                        .setParameters(Map.of("ref", "click_id"))
                        .setGoals(Map.of("kauf", "sale"))
                        .build())
                .build();

        assertThat(url(wordy, false)).contains("&ref={ref}&", "&goal=kauf");
    }

    @Test
    void shouldNotAskForATokenThatNobodyChecks() {
        assertThat(url(anAdvertiser("acme").requiring().build(), true)).doesNotContain("token");
    }

    @Test
    void shouldLeaveRoomForTheSignatureAtTheEnd() {
        Advertiser signing =
                anAdvertiser("acme").requiring(AuthRequirement.HMAC).build();

        assertThat(url(signing, false)).doesNotContain("token").endsWith("&ts={ts}&sig={sig}");
    }

    @Test
    void shouldNameTheOfferWhereAnotherHasAGoalOfTheSameName() {
        Offer boots = anOffer("boots").build();
        PostbackUrls urls = new PostbackUrls(BASE, acme, List.of(shoes, boots), Dialects.of(acme), false);

        assertThat(urls.of(shoes, shoes.getGoals().get(0))).contains("&offer_id=shoes&goal=sale");
        assertThat(urls.of(boots, boots.getGoals().get(0))).contains("&offer_id=boots&goal=sale");
        assertThat(url(acme, false)).doesNotContain("offer_id");
    }

    private String url(Advertiser advertiser, boolean showToken) {
        return new PostbackUrls(BASE, advertiser, List.of(shoes), Dialects.of(advertiser), showToken)
                .of(shoes, shoes.getGoals().get(0));
    }
}

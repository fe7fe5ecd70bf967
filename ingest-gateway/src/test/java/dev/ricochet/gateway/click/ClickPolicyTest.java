package dev.ricochet.gateway.click;

import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.click.ClickDecision.TurnedAway;
import dev.ricochet.gateway.click.ClickDecision.Welcome;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import dev.ricochet.schemas.event.ClickKind;
import dev.ricochet.schemas.reason.Refusal;
import dev.ricochet.testkit.fixture.CatalogFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClickPolicyTest {
    private static final String FALLBACK = "https://other.example/";

    private final Catalog catalog = aCatalog()
            .with(anAffiliate("aff-1"))
            .with(anAffiliate("paused").status(AffiliateStatus.PAUSED))
            .with(anAffiliate("blocked").blocked())
            .with(anAffiliate("newer").status(AffiliateStatus.UNKNOWN))
            .with(anOffer("shoes"))
            .with(anOffer("over").paused())
            .with(anOffer("elsewhere").paused().fallingBackTo(FALLBACK))
            .with(anOffer("full").fallingBackToOffer("over").fallingBackTo(FALLBACK))
            .with(anOffer("chain-1").paused().fallingBackToOffer("chain-2").fallingBackTo(FALLBACK))
            .with(anOffer("chain-2").onlyFor("aff-2").fallingBackToOffer("chain-3"))
            .with(anOffer("chain-3"))
            .with(anOffer("round-1").paused().fallingBackToOffer("round-2"))
            .with(anOffer("round-2").paused().fallingBackToOffer("round-1"))
            .with(anOffer("gone").paused().fallingBackToOffer("nowhere").fallingBackTo(FALLBACK))
            .with(anOffer("private").onlyFor("aff-2").fallingBackTo(FALLBACK))
            .build();

    @Test
    void shouldTakeAClickOfAnActiveAffiliateOnAnActiveOffer() {
        assertThat(judge("shoes", "aff-1")).isInstanceOfSatisfying(Welcome.class, welcome -> {
            assertThat(welcome.offer().getId()).isEqualTo("shoes");
            assertThat(welcome.affiliateId()).isEqualTo("aff-1");
            assertThat(welcome.diverted()).isNull();
        });
    }

    @Test
    void shouldTurnAwayFromWhatIsUnknownOrOver() {
        assertThat(judge("nothing", "aff-1")).isEqualTo(new TurnedAway(Refusal.UNKNOWN_OFFER, null));
        assertThat(judge("over", "aff-1")).isEqualTo(new TurnedAway(Refusal.OFFER_NOT_ACTIVE, null));
        assertThat(judge("elsewhere", "aff-1")).isEqualTo(new TurnedAway(Refusal.OFFER_NOT_ACTIVE, FALLBACK));
    }

    @Test
    void shouldTurnAwayTrafficOfWhomNothingMayCome() {
        assertThat(judge("shoes", null)).isEqualTo(new TurnedAway(Refusal.UNKNOWN_AFFILIATE, null));
        assertThat(judge("shoes", "stranger")).isEqualTo(new TurnedAway(Refusal.UNKNOWN_AFFILIATE, null));
        for (String affiliate : new String[] {"paused", "blocked", "newer"}) {
            assertThat(judge("shoes", affiliate)).isEqualTo(new TurnedAway(Refusal.AFFILIATE_NOT_ALLOWED, null));
        }
        assertThat(judge("private", "aff-1")).isEqualTo(new TurnedAway(Refusal.AFFILIATE_NOT_ALLOWED, FALLBACK));
    }

    @Test
    void shouldGiveAClickToTheFirstFallbackOfferThatTakesIt() {
        assertThat(judge("chain-1", "aff-1")).isInstanceOfSatisfying(Welcome.class, welcome -> {
            assertThat(welcome.offer().getId()).isEqualTo("chain-3");
            assertThat(welcome.diverted()).isEqualTo(Refusal.OFFER_NOT_ACTIVE);
        });
    }

    @Test
    void shouldTurnAwayByTheLinksOwnOfferWhenNoFallbackTakesTheClick() {
        assertThat(judge("full", "aff-1")).isEqualTo(new TurnedAway(Refusal.CLICK_CAP_REACHED, FALLBACK));
        assertThat(judge("gone", "aff-1")).isEqualTo(new TurnedAway(Refusal.OFFER_NOT_ACTIVE, FALLBACK));
        assertThat(judge("chain-1", "blocked")).isEqualTo(new TurnedAway(Refusal.OFFER_NOT_ACTIVE, FALLBACK));
    }

    @Test
    void shouldTurnAwayToTheFirstFallbackUrlOnTheWay() {
        Catalog chain = aCatalog()
                .with(anAffiliate("aff-1"))
                .with(anOffer("o1").paused().fallingBackToOffer("o2"))
                .with(anOffer("o2").paused().fallingBackToOffer("o3").fallingBackTo("https://two.example/"))
                .with(anOffer("o3").paused().fallingBackTo("https://three.example/"))
                .build();
        assertThat(ClickPolicy.judge(chain, "o1", "aff-1", ClickKind.CLICK, (offer, affiliate) -> true))
                .isEqualTo(new TurnedAway(Refusal.OFFER_NOT_ACTIVE, "https://two.example/"));
    }

    @Test
    void shouldNotGoRoundAndRound() {
        assertThat(judge("round-1", "aff-1")).isEqualTo(new TurnedAway(Refusal.OFFER_NOT_ACTIVE, null));
    }

    @Test
    void shouldTryFiveFallbackOffersAndNoMore() {
        CatalogFixture long5 = aCatalog().with(anAffiliate("aff-1"));
        for (int i = 0; i < 6; i++) {
            long5.with(anOffer("o" + i).paused().fallingBackToOffer("o" + (i + 1)));
        }
        Catalog chain = long5.with(anOffer("o6")).build();
        assertThat(ClickPolicy.judge(chain, "o1", "aff-1", ClickKind.CLICK, (offer, affiliate) -> true))
                .isInstanceOf(Welcome.class);
        assertThat(ClickPolicy.judge(chain, "o0", "aff-1", ClickKind.CLICK, (offer, affiliate) -> true))
                .isInstanceOf(TurnedAway.class);
    }

    @Test
    void shouldAskForRoomOnlyWhereNothingElseSpeaksAgainstAClick() {
        CapGate never = (offer, affiliate) -> {
            throw new AssertionError("asked for room in " + offer.getId());
        };
        assertThat(ClickPolicy.judge(catalog, "over", "aff-1", ClickKind.CLICK, never))
                .isInstanceOf(TurnedAway.class);
        assertThat(ClickPolicy.judge(catalog, "private", "aff-1", ClickKind.CLICK, never))
                .isInstanceOf(TurnedAway.class);
    }

    @Test
    void shouldTakeImpressionsOnlyWhereTheOfferCreditsThem() {
        Catalog seen = aCatalog()
                .with(anAffiliate("aff-1"))
                .with(anOffer("shoes"))
                .with(anOffer("shown").viewWindow(Duration.ofDays(1)))
                .build();

        assertThat(ClickPolicy.judge(seen, "shown", "aff-1", ClickKind.IMPRESSION, (offer, affiliate) -> true))
                .isInstanceOf(Welcome.class);
        assertThat(ClickPolicy.judge(seen, "shoes", "aff-1", ClickKind.IMPRESSION, (offer, affiliate) -> true))
                .isEqualTo(new TurnedAway(Refusal.IMPRESSIONS_NOT_TAKEN, null));
    }

    private ClickDecision judge(String offerId, String affiliateId) {
        return ClickPolicy.judge(
                catalog,
                offerId,
                affiliateId,
                ClickKind.CLICK,
                (offer, affiliate) -> !offer.getId().equals("full"));
    }
}

package dev.ricochet.gateway.click;

import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.click.ClickDecision.TurnedAway;
import dev.ricochet.gateway.click.ClickDecision.Welcome;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import dev.ricochet.schemas.reason.Refusal;
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
            .with(anOffer("private").onlyFor("aff-2").fallingBackTo(FALLBACK))
            .build();

    @Test
    void shouldTakeAClickOfAnActiveAffiliateOnAnActiveOffer() {
        assertThat(judge("shoes", "aff-1")).isInstanceOfSatisfying(Welcome.class, welcome -> {
            assertThat(welcome.offer().getId()).isEqualTo("shoes");
            assertThat(welcome.affiliateId()).isEqualTo("aff-1");
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

    private ClickDecision judge(String offerId, String affiliateId) {
        return ClickPolicy.judge(catalog, offerId, affiliateId);
    }
}

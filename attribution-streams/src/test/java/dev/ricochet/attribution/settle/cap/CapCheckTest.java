package dev.ricochet.attribution.settle.cap;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static dev.ricochet.testkit.fixture.GoalFixture.aGoal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.catalog.OverCap;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.testkit.fixture.OfferFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapCheckTest {

    @Test
    void shouldHaveRoomBelowTheCap() {
        assertThat(check(anOffer("shoes").dailyCap(CapScope.OFFER, 3), 2)).isInstanceOf(CapCheck.Room.class);
    }

    @Test
    void shouldTellHowManyThereAreAndMayBe() {
        CapCheck.Over over = (CapCheck.Over) check(anOffer("shoes").version(4).dailyCap(CapScope.AFFILIATE, 3), 3);
        assertThat(over.policy()).isEqualTo(OverCap.REJECT);
        assertThat(over.why().reason()).isEqualTo(Reason.CAP_EXCEEDED);
        assertThat(over.why().observed()).isEqualTo("3 conversions");
        assertThat(over.why().threshold()).isEqualTo("3 conversions");
        assertThat(over.why().ruleId()).isEqualTo("cap.affiliate.day");
        assertThat(over.why().ruleVersion()).isEqualTo(4);
    }

    @Test
    void shouldLetTheStrictestPolicyDecide() {
        OfferFixture offer = anOffer("shoes")
                .cap(CapScope.OFFER, CapPeriod.DAY, 3, OverCap.PAY_ZERO)
                .cap(CapScope.OFFER, CapPeriod.MONTH, 3, OverCap.REJECT)
                .cap(CapScope.OFFER, CapPeriod.LIFETIME, 3, OverCap.PENDING);
        assertThat(((CapCheck.Over) check(offer, 3)).policy()).isEqualTo(OverCap.REJECT);
    }

    @Test
    void shouldCountOnceForCapsOfOnePeriod() {
        OfferFixture offer = anOffer("shoes")
                .cap(CapScope.OFFER, CapPeriod.DAY, 10, OverCap.PENDING)
                .cap(CapScope.OFFER, CapPeriod.DAY, 20, OverCap.REJECT);
        assertThat(((CapCheck.Room) check(offer, 0)).counters()).hasSize(1);
    }

    @Test
    void shouldCountEachAffiliateDayAndScopeByItself() {
        OfferFixture offer = anOffer("shoes").dailyCap(CapScope.OFFER, 9).dailyCap(CapScope.AFFILIATE, 9);
        Set<Counter> seen = new HashSet<>();
        for (String affiliate : new String[] {"aff-1", "aff-2"}) {
            for (Instant day : new Instant[] {NOON, NOON.plus(Duration.ofDays(1))}) {
                Rules rules = rules(offer);
                seen.addAll(((CapCheck.Room) CapCheck.of(rules, affiliate, day, counter -> 0)).counters());
            }
        }
        assertThat(seen).hasSize(2 + 4);
    }

    private static CapCheck check(OfferFixture offer, long counted) {
        return CapCheck.of(rules(offer), "aff-1", NOON, counter -> counted);
    }

    private static Rules rules(OfferFixture offer) {
        return new Rules(offer.build(), aGoal("sale").build(), null, Catalog.EMPTY);
    }
}

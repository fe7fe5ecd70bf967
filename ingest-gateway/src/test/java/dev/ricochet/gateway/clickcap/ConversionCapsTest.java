package dev.ricochet.gateway.clickcap;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static dev.ricochet.testkit.fixture.GoalFixture.aGoal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.period.Period;
import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.OverCap;
import dev.ricochet.schemas.event.CapEvent;
import dev.ricochet.schemas.event.CapEventKind;
import dev.ricochet.schemas.event.CapMeasure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConversionCapsTest {

    private final ConversionCaps caps = new ConversionCaps();

    @Test
    void shouldHaveRoomUntilSettleSaysThatTheCapIsFullAndAgainWhenItIsReleased() {
        Offer offer = offer(CapScope.OFFER, OverCap.REJECT, 5);
        assertThat(caps.hasRoom(offer, "aff-1", NOON)).isTrue();
        caps.hear(state(CapEventKind.REACHED, null, null, 5), NOON);
        assertThat(caps.hasRoom(offer, "aff-1", NOON)).isFalse();
        caps.hear(state(CapEventKind.RELEASED, null, null, 5), NOON);
        assertThat(caps.hasRoom(offer, "aff-1", NOON)).isTrue();
    }

    @Test
    void shouldStopOnlyTheAffiliateWhoseCapIsFull() {
        Offer offer = offer(CapScope.AFFILIATE, OverCap.REJECT, 5);
        caps.hear(state(CapEventKind.REACHED, "aff-1", null, 5), NOON);
        assertThat(caps.hasRoom(offer, "aff-1", NOON)).isFalse();
        assertThat(caps.hasRoom(offer, "aff-2", NOON)).isTrue();
    }

    @Test
    void shouldHaveRoomInTheNextPeriodAndForgetTheLast() {
        Offer offer = offer(CapScope.OFFER, OverCap.REJECT, 5);
        caps.hear(state(CapEventKind.REACHED, null, null, 5), NOON);
        assertThat(caps.hasRoom(offer, "aff-1", NOON.plus(Duration.ofDays(1)))).isTrue();
        caps.forget(NOON.plus(Duration.ofDays(1)));
        assertThat(caps.size()).isZero();
    }

    @Test
    void shouldGoByTheCatalogWhereACapWasRaised() {
        caps.hear(state(CapEventKind.REACHED, null, null, 5), NOON);
        assertThat(caps.hasRoom(offer(CapScope.OFFER, OverCap.REJECT, 6), "aff-1", NOON))
                .isTrue();
    }

    @Test
    void shouldTakeClicksWhoseConversionsAreStillWorthSomething() {
        caps.hear(
                CapEvent.newBuilder(state(CapEventKind.REACHED, null, null, 5))
                        .setOver(OverCap.PAY_ZERO)
                        .build(),
                NOON);
        assertThat(caps.hasRoom(offer(CapScope.OFFER, OverCap.PAY_ZERO, 5), "aff-1", NOON))
                .isTrue();
    }

    @Test
    void shouldStopForAGoalOnlyWhereTheOfferHasNoOther() {
        caps.hear(state(CapEventKind.REACHED, null, "sale", 5), NOON);
        assertThat(caps.hasRoom(offer(CapScope.GOAL, OverCap.REJECT, 5), "aff-1", NOON))
                .isFalse();
        Offer two = anOffer("shoes")
                .goal(aGoal("sale"))
                .goal(aGoal("lead"))
                .cap(cap(CapScope.GOAL, OverCap.REJECT, 5))
                .build();
        assertThat(caps.hasRoom(two, "aff-1", NOON)).isTrue();
    }

    private static Offer offer(CapScope scope, OverCap over, long count) {
        return anOffer("shoes").goal(aGoal("sale")).cap(cap(scope, over, count)).build();
    }

    private static Cap cap(CapScope scope, OverCap over, long count) {
        return Cap.newBuilder()
                .setScope(scope)
                .setPeriod(CapPeriod.DAY)
                .setCount(count)
                .setOver(over)
                .build();
    }

    private static CapEvent state(CapEventKind kind, @Nullable String affiliateId, @Nullable String goal, long limit) {
        Period period = Period.of(CapPeriod.DAY, ZoneOffset.UTC, NOON);
        return CapEvent.newBuilder()
                .setKind(kind)
                .setAt(NOON)
                .setOfferId("shoes")
                .setOfferVersion(1)
                .setRuleId("cap.offer.day")
                .setAffiliateId(affiliateId)
                .setGoal(goal)
                .setPeriod(CapPeriod.DAY)
                .setZone("UTC")
                .setPeriodStart(period.start())
                .setPeriodEnd(period.end())
                .setMeasure(CapMeasure.COUNT)
                .setLimitValue(BigDecimal.valueOf(limit).setScale(6))
                .setValue(BigDecimal.valueOf(limit).setScale(6))
                .setCurrency("USD")
                .setOver(OverCap.REJECT)
                .setConversionId("c-1")
                .build();
    }
}

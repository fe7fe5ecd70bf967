package dev.ricochet.gateway.clickcap;

import static dev.ricochet.schemas.catalog.CapPeriod.DAY;
import static dev.ricochet.schemas.catalog.CapPeriod.HOUR;
import static dev.ricochet.schemas.catalog.CapPeriod.LIFETIME;
import static dev.ricochet.schemas.catalog.CapScope.AFFILIATE;
import static dev.ricochet.schemas.catalog.CapScope.OFFER;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.ClickCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ClickCapsTest {
    private final ClickCaps here = new ClickCaps("here");
    private final ClickCaps there = new ClickCaps("there");

    @Test
    void shouldSendOnAsManyAsTheCapSays() {
        Offer shoes = anOffer("shoes").clickCap(OFFER, DAY, 2, "UTC").build();

        assertThat(here.take(shoes, "aff-1", NOON)).isTrue();
        assertThat(here.hasRoom(shoes, "aff-2", NOON)).isTrue();
        assertThat(here.take(shoes, "aff-2", NOON)).isTrue();
        assertThat(here.hasRoom(shoes, "aff-2", NOON)).isFalse();
        assertThat(here.take(shoes, "aff-3", NOON)).isFalse();
    }

    @Test
    void shouldCountEachAffiliateByItself() {
        Offer shoes = anOffer("shoes").clickCap(AFFILIATE, DAY, 1, "UTC").build();

        assertThat(here.take(shoes, "aff-1", NOON)).isTrue();
        assertThat(here.take(shoes, "aff-1", NOON)).isFalse();
        assertThat(here.take(shoes, "aff-2", NOON)).isTrue();
    }

    @Test
    void shouldCountTowardNoCapWhatOneOfThemTurnsAway() {
        Offer shoes = anOffer("shoes")
                .clickCap(OFFER, DAY, 2, "UTC")
                .clickCap(AFFILIATE, LIFETIME, 1, "UTC")
                .build();

        assertThat(here.take(shoes, "aff-1", NOON)).isTrue();
        assertThat(here.take(shoes, "aff-1", NOON)).isFalse();
        assertThat(here.take(shoes, "aff-1", NOON)).isFalse();
        assertThat(here.take(shoes, "aff-2", NOON)).isTrue();
    }

    @Test
    void shouldBeginAnewAtTheZonesOwnMidnightAlsoWhenTheClocksChange() {
        Offer shoes = anOffer("shoes").clickCap(OFFER, DAY, 1, "Europe/Berlin").build();
        // The clocks go back on that day: it has 25 hours, from 22:00 to 23:00 UTC of the next.
        Instant midnight = Instant.parse("2026-10-24T22:00:00Z");
        Duration day = Duration.ofHours(25);

        assertThat(here.take(shoes, "aff-1", midnight.minusMillis(1))).isTrue();
        assertThat(here.take(shoes, "aff-1", midnight)).isTrue();
        assertThat(here.take(shoes, "aff-1", midnight.plus(day).minusMillis(1))).isFalse();
        assertThat(here.take(shoes, "aff-1", midnight.plus(day))).isTrue();
    }

    @Test
    void shouldNeverBeginAnewWhereTheCapIsForEver() {
        Offer shoes = anOffer("shoes").clickCap(OFFER, LIFETIME, 1, "UTC").build();

        assertThat(here.take(shoes, "aff-1", NOON)).isTrue();
        assertThat(here.take(shoes, "aff-1", NOON.plus(Duration.ofDays(3_000)))).isFalse();
    }

    @Test
    void shouldHoldTheCapForAllGatewaysOnceTheyHaveHeardOfEachOther() {
        Offer shoes = anOffer("shoes").clickCap(OFFER, DAY, 5, "UTC").build();
        for (int i = 0; i < 3; i++) {
            here.take(shoes, "aff-1", NOON);
        }
        assertThat(there.take(shoes, "aff-1", NOON)).isTrue();

        exchange(NOON);

        assertThat(there.take(shoes, "aff-1", NOON)).isTrue();
        assertThat(there.take(shoes, "aff-1", NOON)).isFalse();
    }

    @Test
    void shouldTakeNothingBackByAnOldCopyAndNothingTwice() {
        Offer shoes = anOffer("shoes").clickCap(OFFER, DAY, 5, "UTC").build();
        here.take(shoes, "aff-1", NOON);
        List<ClickCount> one = news(here, NOON);
        here.take(shoes, "aff-1", NOON);
        here.take(shoes, "aff-1", NOON);
        List<ClickCount> three = news(here, NOON);

        for (List<ClickCount> told : List.of(three, one, three)) {
            told.forEach(count -> there.hear(count, NOON));
        }

        assertThat(there.take(shoes, "aff-1", NOON)).isTrue();
        assertThat(there.take(shoes, "aff-1", NOON)).isTrue();
        assertThat(there.take(shoes, "aff-1", NOON)).isFalse();
    }

    @Test
    void shouldKeepWhatAGatewayWithAClockAheadHasCountedInTheNextPeriod() {
        Offer shoes = anOffer("shoes").clickCap(OFFER, HOUR, 1, "UTC").build();
        Instant next = NOON.plus(Duration.ofHours(1));
        here.take(shoes, "aff-1", next);
        there.hasRoom(shoes, "aff-1", next.minusMillis(5));

        news(here, next).forEach(count -> there.hear(count, next.minusMillis(5)));

        assertThat(there.take(shoes, "aff-1", next.minusMillis(5))).isTrue();
        assertThat(there.take(shoes, "aff-1", next)).isFalse();
    }

    @Test
    void shouldRememberAcrossARestartByWhatItHadTold() {
        Offer shoes = anOffer("shoes").clickCap(OFFER, DAY, 2, "UTC").build();
        here.take(shoes, "aff-1", NOON);
        here.take(shoes, "aff-1", NOON);
        ClickCaps restarted = new ClickCaps("here-again");

        news(here, NOON).forEach(count -> restarted.hear(count, NOON));

        assertThat(restarted.take(shoes, "aff-1", NOON)).isFalse();
    }

    @Test
    void shouldTellOnlyWhatIsNewAndAgainWhatDidNotArrive() {
        Offer shoes = anOffer("shoes").clickCap(OFFER, DAY, 5, "UTC").build();
        here.take(shoes, "aff-1", NOON);

        assertThat(news(here, NOON)).extracting(ClickCount::getClicks).containsExactly(1L);
        assertThat(news(here, NOON)).isEmpty();
        here.notTold(new Counted("shoes", null, DAY, "UTC"));
        assertThat(news(here, NOON)).extracting(ClickCount::getClicks).containsExactly(1L);
    }

    @Test
    void shouldForgetPeriodsThatAreOver() {
        for (int i = 0; i < 100; i++) {
            here.take(anOffer("offer-" + i).clickCap(OFFER, HOUR, 5, "UTC").build(), "aff-1", NOON);
        }
        assertThat(here.size()).isEqualTo(100);
        Instant later = NOON.plus(Duration.ofHours(2));

        assertThat(news(here, later)).hasSize(100);
        news(here, later);

        assertThat(here.size()).isZero();
    }

    @Test
    void shouldNotBeOverrunByManyThreads() throws Exception {
        Offer shoes = anOffer("shoes").clickCap(OFFER, DAY, 1_000, "UTC").build();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> taken = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            taken.add(threads.submit(() -> {
                int mine = 0;
                for (int j = 0; j < 2_000; j++) {
                    mine += here.take(shoes, "aff-1", NOON) ? 1 : 0;
                }
                return mine;
            }));
        }
        int all = 0;
        for (Future<Integer> one : taken) {
            all += one.get();
        }
        threads.shutdown();
        assertThat(all).isEqualTo(1_000);
    }

    private void exchange(Instant now) {
        List<ClickCount> told = news(here, now);
        told.addAll(news(there, now));
        told.forEach(count -> {
            here.hear(count, now);
            there.hear(count, now);
        });
    }

    private static List<ClickCount> news(ClickCaps caps, Instant now) {
        List<ClickCount> news = new ArrayList<>();
        caps.tell(now, (counted, count) -> news.add(count));
        return news;
    }
}

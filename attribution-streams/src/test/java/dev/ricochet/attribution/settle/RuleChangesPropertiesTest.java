package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.order;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aMatchedPostback;
import static dev.ricochet.testkit.fixture.Fixtures.aTierOf;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static dev.ricochet.testkit.fixture.PriceFixture.cpa;
import static dev.ricochet.testkit.fixture.PriceFixture.cps;
import static dev.ricochet.testkit.fixture.PriceFixture.fromThe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.event.Split;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.fixture.CatalogFixture;
import dev.ricochet.testkit.fixture.OfferFixture;
import dev.ricochet.testkit.fixture.PostbackFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Rules that change under a stream of postbacks. Settled while the changes come, or years later with all of them known, twice or
 * with what is planned in it: always the same bytes.
 */
class RuleChangesPropertiesTest {
    private static final int MINUTES = 120;

    /** A version of the offer, or its deletion, that takes effect at that minute. */
    record Change(int minute, int percent, boolean deletes) {}

    /** A postback that is received at that minute. */
    record Report(int minute, int order, int amount, ReportedStatus status) {}

    @Property(tries = 200)
    void shouldSettleAlikeWhileChangesComeAndWhenAllAreKnown(
            @ForAll("changes") List<Change> changes, @ForAll("reports") List<Report> reports, @ForAll DedupeMode mode) {
        List<MatchedPostback> stream = stream(reports);
        PaperSettle live = new PaperSettle(Catalog.EMPTY);
        for (MatchedPostback postback : stream) {
            live.change(catalog(changes, mode, postback.getPostback().getReceivedAt()));
            live.take(postback);
        }
        Catalog whole = catalog(changes, mode, Instant.MAX);

        assertThat(bytes(settled(stream, whole))).isEqualTo(bytes(live));
        assertThat(bytes(settled(stream, whole))).isEqualTo(bytes(settled(stream, whole)));
        assertThat(bytes(settled(stream, planned(changes, mode)))).isEqualTo(bytes(live));
    }

    @Property(tries = 200)
    void shouldDivideEveryPayoutExactly(
            @ForAll("changes") List<Change> changes, @ForAll("reports") List<Report> reports, @ForAll DedupeMode mode) {
        PaperSettle settle = settled(stream(reports), catalog(changes, mode, Instant.MAX));

        assertThat(settle.conversions()).allSatisfy(conversion -> {
            assertThat(sum(conversion.getSplits().stream().map(Split::getCredit).toList()))
                    .isEqualByComparingTo(BigDecimal.ONE);
            assertThat(sum(conversion.getSplits().stream().map(Split::getPayout).toList()))
                    .isEqualByComparingTo(conversion.getPayout());
        });
    }

    /** A change of status moves no money but to nothing. */
    @Property(tries = 200)
    void shouldRepriceOnlyWhatTheAdvertiserChanges(
            @ForAll("changes") List<Change> changes, @ForAll("reports") List<Report> reports) {
        PaperSettle settle = settled(stream(reports), catalog(changes, DedupeMode.REJECT, Instant.MAX));

        for (Conversion version : settle.conversions()) {
            Conversion first = settle.conversions().stream()
                    .filter(other -> other.getConversionId().equals(version.getConversionId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(version.getPayout().signum() == 0 || version.getPayout().compareTo(first.getPayout()) == 0)
                    .as("%s", version)
                    .isTrue();
            assertThat(version.getOfferVersion()).isEqualTo(first.getOfferVersion());
        }
    }

    private static PaperSettle settled(List<MatchedPostback> stream, Catalog catalog) {
        PaperSettle settle = new PaperSettle(catalog);
        stream.forEach(settle::take);
        return settle;
    }

    private static List<ByteBuffer> bytes(PaperSettle settle) {
        List<ByteBuffer> bytes = new ArrayList<>();
        try {
            for (Conversion conversion : settle.conversions()) {
                bytes.add(conversion.toByteBuffer());
            }
            for (PostbackOutcome outcome : settle.outcomes()) {
                bytes.add(outcome.toByteBuffer());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes;
    }

    private static List<MatchedPostback> stream(List<Report> reports) {
        List<MatchedPostback> stream = new ArrayList<>();
        List<Report> inTime = new ArrayList<>(reports);
        inTime.sort(Comparator.comparingInt(Report::minute));
        for (Report report : inTime) {
            PostbackFixture postback = order("o-" + report.order())
                    .receipt("r-" + stream.size())
                    .sale(report.amount() + ".37")
                    .reporting(report.status())
                    .at(minute(report.minute()));
            stream.add(aMatchedPostback()
                    .to(Scene.CLICK)
                    .of(postback.build())
                    .touchedBy("aff-2", "0.333333")
                    .touchedBy("aff-1", "0.333334")
                    .touchedBy("aff-3", "0.333333")
                    .build());
        }
        return stream;
    }

    /** What had been written by then; each version when it takes effect. */
    private static Catalog catalog(List<Change> changes, DedupeMode mode, Instant until) {
        CatalogFixture catalog = parties(mode);
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            Instant from = minute(change.minute());
            if (from.isAfter(until)) {
                continue;
            }
            if (change.deletes()) {
                catalog.without(Topics.OFFERS, "shoes", from);
            } else {
                catalog.with(
                        Topics.OFFERS,
                        offer(i + 2, from, change.percent(), mode).build());
            }
        }
        return catalog.build();
    }

    /** The same, all versions written at the beginning. */
    private static Catalog planned(List<Change> changes, DedupeMode mode) {
        CatalogFixture catalog = parties(mode);
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (change.deletes()) {
                catalog.without(Topics.OFFERS, "shoes", minute(change.minute()));
            } else {
                catalog.planned(
                        Topics.OFFERS,
                        offer(i + 2, minute(change.minute()), change.percent(), mode)
                                .build(),
                        Instant.EPOCH);
            }
        }
        return catalog.build();
    }

    private static CatalogFixture parties(DedupeMode mode) {
        return aCatalog()
                .with(anAffiliate("aff-1"))
                .with(anAffiliate("aff-2"))
                .with(anAffiliate("aff-3"))
                .with(Topics.AFFILIATE_TIERS, aTierOf("aff-1", "gold", minute(MINUTES / 2)))
                .with(offer(1, Instant.EPOCH, 10, mode));
    }

    private static OfferFixture offer(int version, Instant from, int percent, DedupeMode mode) {
        DedupeMode known = mode == DedupeMode.UNKNOWN ? DedupeMode.REJECT : mode;
        return anOffer("shoes")
                .version(version)
                .since(from)
                .goal(aSale(DedupeKey.ORDER_ID, DedupeScope.OFFER, known)
                        .payout(cps(String.valueOf(percent))
                                .rule("gold", when -> when.setTiers(List.of("gold")), cpa("7.77"))
                                .rule(
                                        "many",
                                        when -> when.setVolume(fromThe(3, CapPeriod.HOUR, "UTC")),
                                        cps(String.valueOf(percent + 1)).atMost("9.99"))));
    }

    private static BigDecimal sum(List<BigDecimal> parts) {
        return parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Instant minute(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    /** In the order in which they are written, which is that of their times. */
    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, MINUTES),
                        Arbitraries.integers().between(1, 50),
                        Arbitraries.of(false, false, false, true))
                .as(Change::new)
                .list()
                .ofMaxSize(6)
                .map(changes -> changes.stream()
                        .sorted(Comparator.comparingInt(Change::minute))
                        .toList());
    }

    @Provide
    Arbitrary<List<Report>> reports() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, MINUTES),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(1, 500),
                        Arbitraries.of(
                                ReportedStatus.NONE,
                                ReportedStatus.NONE,
                                ReportedStatus.PENDING,
                                ReportedStatus.APPROVED,
                                ReportedStatus.REVERSED))
                .as(Report::new)
                .list()
                .ofMaxSize(25);
    }
}

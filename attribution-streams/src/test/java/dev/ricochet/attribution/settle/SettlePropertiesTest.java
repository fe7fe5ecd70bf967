package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.catalogOf;
import static dev.ricochet.attribution.settle.Scene.matched;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Approval;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.catalog.OverCap;
import dev.ricochet.schemas.event.Attribution;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.event.Unmatched;
import dev.ricochet.testkit.fixture.OfferFixture;
import dev.ricochet.testkit.fixture.PostbackFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds whatever the advertisers send, in whatever order, however often match repeats itself. */
class SettlePropertiesTest {

    private static final int CAP = 2;
    private static final Duration MEMORY = Duration.ofMinutes(60);
    private static final Set<ConversionStatus> FINAL = Set.of(ConversionStatus.REJECTED, ConversionStatus.REVERSED);

    private static final List<Click> CLICKS = Stream.of("shoes", "hats")
            .flatMap(offer -> Stream.of("aff-1", "aff-2")
                    .map(affiliate -> aClick().of(offer).by(affiliate).at(NOON).build()))
            .toList();

    @Property(tries = 300)
    void shouldEndEveryReceiptOnce(@ForAll("rules") Catalog catalog, @ForAll("traffic") List<MatchedPostback> traffic) {
        PaperSettle settle = settled(catalog, traffic);
        assertThat(settle.outcomes().stream().map(PostbackOutcome::getReceiptId))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(receipts(traffic));
    }

    @Property(tries = 300)
    void shouldCountVersionsWithoutGapsAndChainTheirStatuses(
            @ForAll("rules") Catalog catalog, @ForAll("traffic") List<MatchedPostback> traffic) {
        byId(settled(catalog, traffic)).values().forEach(versions -> {
            assertThat(versions.stream().map(Conversion::getVersion))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, versions.size()).boxed().toList());
            for (int later = 1; later < versions.size(); later++) {
                assertThat(versions.get(later).getPreviousStatus())
                        .isEqualTo(versions.get(later - 1).getStatus());
                assertThat(FINAL).doesNotContain(versions.get(later - 1).getStatus());
            }
        });
    }

    @Property(tries = 300)
    void shouldMakeEachVersionByOneReceiptThatSaysSo(
            @ForAll("rules") Catalog catalog, @ForAll("traffic") List<MatchedPostback> traffic) {
        PaperSettle settle = settled(catalog, traffic);
        List<String> made = settle.conversions().stream()
                .map(version -> version.getReceiptId() + " made version " + version.getVersion() + " of "
                        + version.getConversionId())
                .toList();
        List<String> told = settle.outcomes().stream()
                .filter(outcome -> outcome.getConversionVersion() != null)
                .map(outcome -> outcome.getReceiptId() + " made version " + outcome.getConversionVersion() + " of "
                        + outcome.getConversionId())
                .toList();
        assertThat(told).containsExactlyInAnyOrderElementsOf(made);
        assertThat(settle.outcomes())
                .filteredOn(outcome -> outcome.getOutcome() == OutcomeKind.UPDATED)
                .allSatisfy(
                        outcome -> assertThat(outcome.getConversionVersion()).isGreaterThan(1));
    }

    @Property(tries = 300)
    void shouldNeverCountMoreThanACap(
            @ForAll("rules") Catalog catalog, @ForAll("traffic") List<MatchedPostback> traffic) {
        PaperSettle settle = new PaperSettle(catalog);
        for (MatchedPostback record : traffic) {
            settle.take(record);
            for (String offer : List.of("shoes", "hats")) {
                assertThat(settle.counts(offer).values()).allMatch(count -> count >= 0 && count <= CAP);
            }
        }
    }

    @Property(tries = 300)
    void shouldCountExactlyWhatIsOpenAndPaid(
            @ForAll("rules") Catalog catalog, @ForAll("traffic") List<MatchedPostback> traffic) {
        PaperSettle settle = settled(catalog, traffic);
        for (String offer : List.of("shoes", "hats")) {
            long counted = settle.counts(offer).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long held = settle.ledger(offer).values().stream()
                    .mapToLong(entry -> entry.getCounters().size())
                    .sum();
            assertThat(counted).isEqualTo(held);
            assertThat(settle.ledger(offer).values())
                    .filteredOn(entry -> FINAL.contains(entry.getConversion().getStatus()))
                    .allMatch(entry -> entry.getCounters().isEmpty());
        }
    }

    @Property(tries = 300)
    void shouldPayNothingForWhatIsRejectedOrReversed(
            @ForAll("rules") Catalog catalog, @ForAll("traffic") List<MatchedPostback> traffic) {
        assertThat(settled(catalog, traffic).conversions())
                .filteredOn(version -> FINAL.contains(version.getStatus()))
                .allMatch(version -> version.getPayout().signum() == 0
                        && version.getRevenue().signum() == 0);
    }

    @Property(tries = 300)
    void shouldChangeNothingWhenAllOfItComesAgain(
            @ForAll("rules") Catalog catalog, @ForAll("traffic") List<MatchedPostback> traffic) {
        PaperSettle settle = settled(catalog, traffic);
        List<PostbackOutcome> outcomes = List.copyOf(settle.outcomes());
        List<Conversion> conversions = List.copyOf(settle.conversions());
        traffic.forEach(settle::take);
        assertThat(settle.outcomes()).isEqualTo(outcomes);
        assertThat(settle.conversions()).isEqualTo(conversions);
    }

    @Property(tries = 300)
    void shouldDecideTheSameFromTheSameRecords(
            @ForAll("rules") Catalog catalog, @ForAll("traffic") List<MatchedPostback> traffic) {
        PaperSettle once = settled(catalog, traffic);
        PaperSettle again = settled(catalog, traffic);
        assertThat(again.outcomes()).isEqualTo(once.outcomes());
        assertThat(again.conversions()).isEqualTo(once.conversions());
    }

    @Property(tries = 300)
    void shouldPayAnOrderOnceWithinItsScope(@ForAll("traffic") List<MatchedPostback> traffic) {
        Catalog catalog =
                catalogOf(anOffer("shoes").goal(aSale()), anOffer("hats").goal(aSale()));
        Map<String, List<Conversion>> firstVersions = settled(catalog, traffic).conversions().stream()
                .filter(version -> version.getVersion() == 1 && version.getOrderId() != null)
                .collect(groupingBy(version -> version.getOfferId() + " " + version.getOrderId()));
        assertThat(firstVersions.values()).allMatch(conversions -> conversions.size() == 1);
    }

    @Property(tries = 300)
    void shouldPayAClickOnceWhereTheClickCounts(@ForAll("traffic") List<MatchedPostback> traffic) {
        Catalog catalog = catalogOf(
                anOffer("shoes").goal(aSale(DedupeKey.CLICK_ID, DedupeScope.OFFER, DedupeMode.REJECT)),
                anOffer("hats").goal(aSale(DedupeKey.CLICK_ID, DedupeScope.ADVERTISER, DedupeMode.REJECT)));
        Map<String, List<Conversion>> firstVersions = settled(catalog, traffic).conversions().stream()
                .filter(version -> version.getVersion() == 1 && version.getClickId() != null)
                .collect(groupingBy(Conversion::getClickId));
        assertThat(firstVersions.values()).allMatch(conversions -> conversions.size() == 1);
    }

    @Property(tries = 300)
    void shouldCreditACustomerOnlyToWhoBroughtTheCustomerBefore(
            @ForAll("rules") Catalog catalog, @ForAll("traffic") List<MatchedPostback> traffic) {
        PaperSettle settle = new PaperSettle(catalog);
        for (MatchedPostback record : traffic) {
            List<Conversion> before = List.copyOf(settle.conversions());
            PostbackOutcome outcome = settle.take(record);
            if (record.getAttribution() == Attribution.CUSTOMER
                    && outcome != null
                    && outcome.getOutcome() == OutcomeKind.CONVERTED) {
                Conversion conversion = settle.newest(outcome.getConversionId());
                assertThat(before)
                        .filteredOn(earlier -> earlier.getVersion() == 1
                                && earlier.getAttribution() == Attribution.CLICK
                                && earlier.getOfferId().equals(conversion.getOfferId())
                                && record.getPostback()
                                        .getReceivedAt()
                                        .isBefore(earlier.getConvertedAt().plus(MEMORY)))
                        .extracting(Conversion::getAffiliateId)
                        .contains(conversion.getAffiliateId());
            }
        }
    }

    private enum How {
        BY_CLICK,
        BY_CUSTOMER,
        NOBODY
    }

    @Provide
    Arbitrary<Catalog> rules() {
        Arbitrary<OverCap> over = Arbitraries.of(OverCap.REJECT, OverCap.PENDING, OverCap.PAY_ZERO);
        Arbitrary<DedupeMode> mode = Arbitraries.of(DedupeMode.REJECT, DedupeMode.UPDATE, DedupeMode.ACCUMULATE);
        Arbitrary<DedupeKey> key = Arbitraries.of(DedupeKey.ORDER_ID, DedupeKey.CLICK_ID, DedupeKey.BOTH);
        Arbitrary<DedupeScope> scope = Arbitraries.of(DedupeScope.OFFER, DedupeScope.ADVERTISER);
        Arbitrary<Approval> approval = Arbitraries.of(Approval.AUTO, Approval.MANUAL);
        return Combinators.combine(over, mode, key, scope, approval)
                .as((beyond, repeating, by, within, approving) -> catalogOf(Stream.of("shoes", "hats")
                        .map(id -> anOffer(id)
                                .goal(aSale(by, within, repeating).approval(approving))
                                .remembersCustomers(MEMORY)
                                .cap(CapScope.OFFER, CapPeriod.LIFETIME, CAP, beyond)
                                .cap(CapScope.AFFILIATE, CapPeriod.HOUR, 1, OverCap.PENDING))
                        .toArray(OfferFixture[]::new)));
    }

    /** Up to thirty postbacks about a handful of orders and clicks, some of them delivered twice by match. */
    @Provide
    Arbitrary<List<MatchedPostback>> traffic() {
        Arbitrary<MatchedPostback> record = Combinators.combine(
                        Arbitraries.of(CLICKS),
                        Arbitraries.of("o-1", "o-2", "o-3").injectNull(0.2),
                        Arbitraries.of(ReportedStatus.values()),
                        Arbitraries.of("10", "20.01").injectNull(0.1),
                        Arbitraries.integers().between(0, 180),
                        Arbitraries.of(false, false, false, false, true),
                        Arbitraries.frequency(
                                Tuple.of(6, How.BY_CLICK), Tuple.of(2, How.BY_CUSTOMER), Tuple.of(1, How.NOBODY)))
                .as(SettlePropertiesTest::record);
        return record.list()
                .ofMaxSize(30)
                .flatMap(records -> Arbitraries.integers()
                        .between(0, Math.max(0, records.size() - 1))
                        .list()
                        .ofMaxSize(5)
                        .map(repeated -> withCopies(records, repeated)));
    }

    private static MatchedPostback record(
            Click click, String order, ReportedStatus status, String sale, int minute, boolean test, How how) {
        PostbackFixture postback = aPostback()
                .forClick(click)
                .order(order)
                .reporting(status)
                .customer("c-" + minute % 2)
                .at(NOON.plus(Duration.ofMinutes(minute)));
        postback = sale == null ? postback.withoutSaleAmount() : postback.sale(sale);
        MatchedPostback matched = matched(click, test ? postback.test() : postback);
        return switch (how) {
            case BY_CLICK -> matched;
            case BY_CUSTOMER -> toNobody(matched, Attribution.CUSTOMER, click.getOfferId());
            case NOBODY -> toNobody(matched, Attribution.UNKNOWN, "");
        };
    }

    private static MatchedPostback toNobody(MatchedPostback matched, Attribution attribution, String offer) {
        return MatchedPostback.newBuilder(matched)
                .setClick(null)
                .setAttribution(attribution)
                .setOfferId(offer)
                .setAffiliateId("")
                .setUnmatched(
                        Unmatched.newBuilder().setReason("click_not_found").build())
                .build();
    }

    private static List<MatchedPostback> withCopies(List<MatchedPostback> records, List<Integer> repeated) {
        List<MatchedPostback> traffic = new ArrayList<>(records);
        repeated.stream()
                .filter(index -> index < records.size())
                .map(records::get)
                // After a crash match may see the click that it missed, or miss the one that it saw.
                .flatMap(record -> Stream.of(record, toNobody(record, Attribution.UNKNOWN, "")))
                .forEach(traffic::add);
        return traffic;
    }

    private static PaperSettle settled(Catalog catalog, List<MatchedPostback> traffic) {
        PaperSettle settle = new PaperSettle(catalog);
        traffic.forEach(settle::take);
        return settle;
    }

    private static List<String> receipts(List<MatchedPostback> traffic) {
        return traffic.stream()
                .map(record -> record.getPostback().getReceiptId())
                .distinct()
                .toList();
    }

    private static Map<String, List<Conversion>> byId(PaperSettle settle) {
        return settle.conversions().stream().collect(groupingBy(Conversion::getConversionId));
    }
}

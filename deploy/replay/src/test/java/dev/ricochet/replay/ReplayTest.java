package dev.ricochet.replay;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aMatchedPostback;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static dev.ricochet.testkit.fixture.GoalFixture.aGoal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.registry.SchemaRegistrar;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.fixture.OfferFixture;
import dev.ricochet.testkit.fixture.PostbackFixture;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    private static final Instant FROM = NOON;
    private static final Instant TO = NOON.plus(Duration.ofHours(1));
    private static final Catalog AS_IT_WAS = catalog(shoes("10", "14"));

    private final Click click = aClick().at(NOON.minus(Duration.ofHours(3))).build();
    private final List<ConsumerRecord<String, MatchedPostback>> records = new ArrayList<>();

    @TempDir
    private Path scratch;

    private RecordSerdes serdes;

    @BeforeEach
    void register() throws Exception {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        SchemaRegistrar.register(registry);
        serdes = new RecordSerdes(registry);
    }

    @Test
    void shouldFindNothingToChangeUnderTheSameRules() {
        matched(order("o-1", 0).sale("100.00"));
        matched(order("o-1", 1).sale("100.00"));
        matched(order("o-2", 2).withoutSaleAmount());

        Comparison comparison = replayed(AS_IT_WAS);

        assertThat(comparison.compared()).isEqualTo(3);
        assertThat(comparison.unsure()).isZero();
        assertThat(comparison.differences()).isEmpty();
    }

    @Test
    void shouldTellWhatEachReceiptAndEachAffiliateWouldGetUnderAnotherPrice() {
        matched(order("o-1", 0).receipt("r-1").sale("100.00"));
        matched(order("o-2", 1).receipt("r-2").sale("50.00"));

        Comparison comparison = replayed(catalog(shoes("12", "14")));

        assertThat(comparison.differences())
                .extracting(Comparison.Difference::receiptId)
                .containsExactly("r-1", "r-2");
        Comparison.Change change = comparison.sums().get(new Comparison.Account("aff-1", "USD"));
        assertThat(change.was().payout()).isEqualByComparingTo("15.00");
        assertThat(change.wouldBe().payout()).isEqualByComparingTo("18.00");
        assertThat(change.wouldBe().revenue()).isEqualByComparingTo("21.00");
        assertThat(ReplayText.of(comparison))
                .contains("r-1 received at 2026-11-20T12:00:00Z")
                .contains("payout 10.00, revenue 14.00 USD")
                .contains("payout 12.00, revenue 14.00 USD")
                .contains("payout 15.00 -> 18.00 (+3.00)");
    }

    @Test
    void shouldCompareOnlyWhatWasReceivedInTimeAndRememberWhatCameBefore() {
        matched(order("o-before", -10).receipt("r-before").sale("10.00"));
        matched(order("o-1", 0).receipt("r-1").sale("10.00"));

        Comparison comparison = replayed(catalog(shoes("10", "14").dailyCap(CapScope.OFFER, 1)));

        assertThat(comparison.compared()).isEqualTo(1);
        assertThat(comparison.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.receiptId()).isEqualTo("r-1");
            assertThat(difference.was().outcome()).isEqualTo(OutcomeKind.CONVERTED);
            assertThat(difference.wouldBe().reason()).isEqualTo("cap_exceeded");
        });
    }

    @Test
    void shouldClaimNothingOfWhatRestsOnMoreThanTheRecordsTell() {
        matched(order("o-old", 0).receipt("r-1").sale("10.00"));
        History history = decided();
        History other = new History();
        other.outcome(PostbackOutcome.newBuilder(outcome(history, "r-1"))
                .setOutcome(OutcomeKind.DUPLICATE)
                .setReason("duplicate_order")
                .build());

        Comparison comparison = replay(other, catalog(shoes("20", "30")));

        assertThat(comparison.unsure()).isEqualTo(1);
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.sums()).isEmpty();
    }

    @Test
    void shouldLeaveSecondCopiesAndWhatIsNotDecidedAlone() {
        MatchedPostback record = matched(order("o-1", 0).receipt("r-1").sale("10.00"));
        records.add(record(record, 2));
        History history = decided();
        matched(order("o-2", 3).receipt("r-2").sale("10.00"));

        Comparison comparison = replay(history, AS_IT_WAS);

        assertThat(comparison.compared()).isEqualTo(1);
        assertThat(comparison.undecided()).isEqualTo(1);
    }

    private Comparison replayed(Catalog tried) {
        return replay(decided(), tried);
    }

    private Comparison replay(History history, Catalog tried) {
        return new Replay(serdes, FROM, TO).run(records, history, AS_IT_WAS, tried, scratch.resolve("replay"));
    }

    /** What settle made of the records when they came. */
    private History decided() {
        History history = new History();
        try (Rerun settle = new Rerun(serdes, AS_IT_WAS, scratch.resolve("decided"), NOON.minus(Duration.ofHours(1)))) {
            for (ConsumerRecord<String, MatchedPostback> record : records) {
                settle.take(record.key(), record.value(), Instant.ofEpochMilli(record.timestamp()))
                        .ifPresent(verdict -> keep(history, record.value(), verdict));
            }
        }
        return history;
    }

    private static void keep(History history, MatchedPostback matched, Verdict verdict) {
        history.outcome(PostbackOutcome.newBuilder()
                .setReceiptId(matched.getPostback().getReceiptId())
                .setReceivedAt(matched.getPostback().getReceivedAt())
                .setAdvertiserId(matched.getAdvertiserId())
                .setOutcome(verdict.outcome())
                .setReason(verdict.reason())
                .build());
        Conversion made = verdict.conversion();
        if (made != null) {
            history.conversion(made);
        }
    }

    private PostbackOutcome outcome(History history, String receiptId) {
        Verdict verdict = history.of(receiptId);
        assertThat(verdict).isNotNull();
        return PostbackOutcome.newBuilder()
                .setReceiptId(receiptId)
                .setReceivedAt(NOON)
                .setAdvertiserId("acme")
                .setOutcome(verdict.outcome())
                .build();
    }

    private PostbackFixture order(String id, int minutesAfterNoon) {
        return aPostback().forClick(click).order(id).at(NOON.plus(Duration.ofMinutes(minutesAfterNoon)));
    }

    private MatchedPostback matched(PostbackFixture postback) {
        MatchedPostback matched =
                aMatchedPostback().to(click).of(postback.build()).build();
        records.add(record(matched, records.size()));
        return matched;
    }

    private static ConsumerRecord<String, MatchedPostback> record(MatchedPostback matched, long offset) {
        return new ConsumerRecord<>(
                Topics.MATCHED_POSTBACKS.name(),
                0,
                offset,
                matched.getPostback().getReceivedAt().toEpochMilli() + offset,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                "acme|" + matched.getPostback().getOrderId(),
                matched,
                new RecordHeaders(),
                java.util.Optional.empty());
    }

    private static OfferFixture shoes(String payout, String revenue) {
        return anOffer("shoes").goal(aGoal("sale").payingPercent(payout, revenue));
    }

    private static Catalog catalog(OfferFixture offer) {
        return aCatalog().with(anAffiliate("aff-1")).with(offer).build();
    }
}

package dev.ricochet.attribution.match;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aClickId;
import static dev.ricochet.testkit.fixture.Fixtures.aForgedClickId;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.Unmatched;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchTopologyTest {

    private static final Duration HOLD = Duration.ofMinutes(10);
    private static final Instant DEADLINE = NOON.plus(HOLD);

    @TempDir
    private Path stateDirectory;

    private MatchDriver match;

    @BeforeEach
    void start() {
        match = new MatchDriver(stateDirectory, aCatalog().withDefaults().build());
    }

    @AfterEach
    void stop() {
        match.close();
    }

    @Test
    void shouldSendAPostbackOnWithItsClick() {
        Click click = aClick().subs("a", "b").from("newsletter").build();
        Postback postback = aPostback().forClick(click).build();
        match.click(click);

        match.postback(postback);

        TestRecord<String, MatchedPostback> record = match.matchedRecord();
        assertThat(record.key()).isEqualTo("acme|o-1");
        assertThat(record.value().getClick()).isEqualTo(click);
        assertThat(record.value().getPostback()).isEqualTo(postback);
        assertThat(record.timestamp()).isEqualTo(postback.getReceivedAt().toEpochMilli());
        assertThat(match.isSilent()).isTrue();
    }

    @Test
    void shouldKeyAPostbackWithoutAnOrderByItsReceipt() {
        Click click = aClick().build();
        match.click(click);

        match.postback(aPostback().forClick(click).withoutOrder().receipt("r-1").build());

        assertThat(match.matchedRecord().key()).isEqualTo("r-1");
    }

    @Test
    void shouldPassTheTestFlagOn() {
        Click click = aClick().build();
        match.click(click);

        match.postback(aPostback().forClick(click).test().build());

        assertThat(match.matched().getPostback().getTest()).isTrue();
    }

    @Test
    void shouldHandTheTraceOn() {
        Click click = aClick().build();
        match.click(click);
        byte[] trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(StandardCharsets.US_ASCII);

        match.postback(new TestRecord<>(
                click.getClickId(),
                aPostback().forClick(click).build(),
                new RecordHeaders().add("traceparent", trace),
                NOON));

        assertThat(match.matchedRecord().headers().lastHeader("traceparent").value())
                .isEqualTo(trace);
    }

    @Test
    void shouldSendAnUnmatchedPostbackTheSameWayAsAMatchedOne() {
        Postback postback = aPostback().receipt("r-1").build();

        match.postback(postback);

        TestRecord<String, MatchedPostback> record = match.matchedRecord();
        assertThat(record.key()).isEqualTo("acme|o-1");
        assertThat(record.timestamp()).isEqualTo(postback.getReceivedAt().toEpochMilli());
        assertThat(record.value().getPostback()).isEqualTo(postback);
        assertThat(record.value().getUnmatched().getReason()).isEqualTo("no_click_id");
        assertThat(record.value().getAffiliateId()).isEmpty();
        assertThat(match.isSilent()).isTrue();
    }

    @Test
    void shouldHoldAnEarlyPostbackAndLetItOutWhenItsClickComes() {
        Click click = aClick().build();
        match.postback(aPostback().forClick(click).build());
        assertThat(match.isSilent()).isTrue();
        assertThat(match.held()).isEqualTo(1);

        match.click(click);
        match.timePasses(Duration.ofMillis(100));

        assertThat(match.matched().getClick()).isEqualTo(click);
        assertThat(match.held()).isZero();
    }

    @Test
    void shouldLetEarlyPostbacksOfOneClickOutInTheOrderInWhichTheyCame() {
        Click click = aClick().build();
        for (int i = 0; i < 12; i++) {
            match.postback(aPostback().forClick(click).receipt("r-" + i).build());
        }

        match.click(click);
        match.postback(aPostback().forClick(click).receipt("r-12").build());

        for (int i = 0; i <= 12; i++) {
            assertThat(match.matched().getPostback().getReceiptId()).isEqualTo("r-" + i);
        }
    }

    @Test
    void shouldForgetAnEarlyPostbackOnlyAfterACommit() {
        Click click = aClick().build();
        match.postback(aPostback().forClick(click).build());
        match.click(click);

        match.timePasses(Duration.ofMillis(100));
        match.matched();
        match.click(aClick().build());
        match.timePasses(Duration.ofMillis(100));

        assertThat(match.heldInStore()).isZero();
        assertThat(match.isSilent()).isTrue();
    }

    @Test
    void shouldEndAHoldWhenTheClicksAreConsumedBeyondTheDeadline() {
        Postback postback = aPostback().forClick(aClickId(NOON)).at(NOON).build();
        match.postback(postback);
        match.clicksEnd.reaches(0, DEADLINE);

        match.timePasses(HOLD);

        Unmatched unmatched = match.unmatched();
        assertThat(unmatched.getReason()).isEqualTo("click_not_found");
        assertThat(unmatched.getObserved()).isEqualTo("no click until " + DEADLINE);
        assertThat(unmatched.getThreshold()).isEqualTo("PT10M");
        assertThat(unmatched.getOfferVersion()).isEqualTo(1);
    }

    @Test
    void shouldNotEndAHoldBeforeItsDeadline() {
        match.postback(aPostback().forClick(aClickId(NOON)).at(NOON).build());
        match.clicksEnd.reaches(0, DEADLINE);

        match.timePasses(HOLD.minusMillis(1));

        assertThat(match.isSilent()).isTrue();
    }

    @Test
    void shouldNotEndAHoldWhileTheBrokerDoesNotAnswer() {
        match.postback(aPostback().forClick(aClickId(NOON)).at(NOON).build());

        match.timePasses(HOLD.multipliedBy(10));

        assertThat(match.isSilent()).isTrue();
        assertThat(match.held()).isEqualTo(1);
    }

    @Test
    void shouldNotTakeLagForAbsence() {
        Click late = aClick().build();
        match.postback(aPostback().forClick(late).at(NOON).build());
        match.clicksEnd.reaches(1, DEADLINE);
        match.timePasses(HOLD.multipliedBy(3));
        assertThat(match.isSilent()).isTrue();

        match.click(late);
        match.timePasses(Duration.ofSeconds(1));

        assertThat(match.matched().getClick()).isEqualTo(late);
        assertThat(match.isSilent()).isTrue();
    }

    @Test
    void shouldMeasureTheEndOfTheClicksOnlyAfterTheDeadline() {
        match.postback(aPostback().forClick(aClickId(NOON)).at(NOON).build());
        match.clicksEnd.reaches(0, DEADLINE.minusMillis(1));

        match.timePasses(HOLD);

        assertThat(match.isSilent()).isTrue();
    }

    @Test
    void shouldNotDecideAtOnceAboutAnOldPostbackThatIsReadLate() {
        Click click = aClick().build();
        match.timePasses(Duration.ofDays(1));
        match.postback(aPostback().forClick(click).build());
        assertThat(match.isSilent()).isTrue();

        match.click(click);
        match.timePasses(Duration.ofMillis(100));

        assertThat(match.matched().getClick()).isEqualTo(click);
    }

    @Test
    void shouldSendAClickThatIsNoClickToTheDeadLetters() {
        match.garbageAsClick("no-click-id", new byte[] {1, 2, 3});

        TestRecord<byte[], byte[]> letter = match.deadLetter();
        assertThat(letter.value()).containsExactly(1, 2, 3);
        assertThat(header(letter, "__streams.errors.topic")).isEqualTo("ricochet.clicks.v1");
        assertThat(header(letter, "__streams.errors.partition")).isEqualTo("0");
        assertThat(header(letter, "__streams.errors.offset")).isEqualTo("0");
        assertThat(header(letter, "__streams.errors.message")).contains("no click id");
    }

    @Test
    void shouldSendAValueThatIsNotFramedToTheDeadLetters() {
        match.garbageAsClick(aClickId(NOON), "plain text".getBytes(StandardCharsets.UTF_8));

        assertThat(header(match.deadLetter(), "__streams.errors.message")).contains("not framed");
    }

    @Test
    void shouldExplainAClickThatCannotBeDecoded() {
        String clickId = aClickId(NOON);
        match.garbageAsClick(clickId, new byte[] {0, 0, 0, 99, 99, 1, 2, 3});

        match.postback(aPostback().forClick(clickId).build());

        Unmatched unmatched = match.unmatched();
        assertThat(unmatched.getReason()).isEqualTo("click_not_found");
        assertThat(unmatched.getObserved()).contains("cannot be read");
    }

    @Test
    void shouldCountEachReasonApart() {
        Click ofNoOffer = aClick().of("gone").build();
        Click tooOld = aClick().at(NOON.minus(Duration.ofDays(31))).build();
        Click ofAnother = aClick().ofAdvertiser("globex").build();
        List.of(ofNoOffer, tooOld, ofAnother).forEach(match::click);

        match.postback(aPostback().forClick(ofNoOffer).build());
        match.postback(aPostback().forClick(tooOld).at(NOON).build());
        match.postback(aPostback().forClick(ofAnother).build());
        match.postback(aPostback().forClick(aForgedClickId(ofNoOffer)).build());
        match.postback(aPostback().build());

        for (String reason :
                List.of("unknown_offer", "click_expired", "click_not_allowed", "click_forged", "no_click_id")) {
            assertThat(match.unmatched().getReason()).isEqualTo(reason);
            assertThat(match.meters
                            .get("ricochet.match.decisions")
                            .tag("result", "unmatched")
                            .tag("reason", reason)
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}

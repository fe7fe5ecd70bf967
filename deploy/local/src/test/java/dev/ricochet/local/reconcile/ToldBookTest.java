package dev.ricochet.local.reconcile;

import static dev.ricochet.local.fixture.Records.RECEIVED;
import static dev.ricochet.local.fixture.Records.attempt;
import static dev.ricochet.local.fixture.Records.deadLetter;
import static dev.ricochet.local.fixture.Records.due;
import static dev.ricochet.local.fixture.Records.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DeliveryDeadLetter;
import dev.ricochet.schemas.event.GiveUpReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ToldBookTest {

    private final Horizon longAfter =
            new Horizon(RECEIVED.plus(Duration.ofDays(5)), RECEIVED.minusSeconds(1), Duration.ofMinutes(10));
    private final Faults faults = new Faults();
    private final Conversion first = version("c-1", 1, "r-1");
    private final Conversion second = version("c-1", 2, "r-2");
    private ToldBook book = book(endpoint().build());

    @Test
    void shouldCountWhatWasDelivered() {
        book.change(first);
        book.due(due("d-1", first));
        book.attempt(delivered(first));

        assertThat(close()).isEqualTo(new ReconciliationReport.Told(1, 0, 0, 0, 0));
    }

    @Test
    void shouldMissAChangeThatNobodyWasToldOf() {
        book.change(first);

        close();

        assertThat(faults.counts()).containsEntry(FaultKind.UNTOLD_CHANGE, 1L);
    }

    @Test
    void shouldNotMissWhatTheEndpointDoesNotWant() {
        book = book(endpoint().setStatuses(List.of(ConversionStatus.REVERSED)).build());
        book.change(first);

        assertThat(close()).isEqualTo(new ReconciliationReport.Told(0, 0, 0, 0, 1));
        assertThat(faults.counts()).isEmpty();
    }

    @Test
    void shouldNotMissWhatWaitsBehindAnEarlierChange() {
        book.change(second);
        book.change(first);
        book.due(due("d-1", first));

        assertThat(close()).isEqualTo(new ReconciliationReport.Told(0, 2, 0, 0, 0));
    }

    @Test
    void shouldMissALaterChangeOnceTheEarlierHasEnded() {
        book.change(first);
        book.change(second);
        book.attempt(delivered(first));

        close();

        assertThat(faults.counts()).containsEntry(FaultKind.UNTOLD_CHANGE, 1L);
    }

    @Test
    void shouldTellWhatWasGivenUpForWantOfAnEndpointFromWhatWasTriedInVain() {
        book.change(first);
        book.change(second);
        book.deadLetter(letter(first, GiveUpReason.ENDPOINT_DISABLED));
        book.deadLetter(letter(second, GiveUpReason.EXHAUSTED));

        assertThat(close()).isEqualTo(new ReconciliationReport.Told(0, 0, 1, 1, 0));
    }

    @Test
    void shouldCountAsDeliveredWhatWasGivenUpAndCaughtUpOnLater() {
        book.change(first);
        book.deadLetter(letter(first, GiveUpReason.ENDPOINT_DISABLED));
        book.attempt(delivered(first));

        assertThat(close()).isEqualTo(new ReconciliationReport.Told(1, 0, 0, 0, 0));
    }

    @Test
    void shouldWaitForAPausedEndpoint() {
        book = new ToldBook(List.of(endpoint().build()), Set.of("ep-1"));
        book.change(first);

        assertThat(close()).isEqualTo(new ReconciliationReport.Told(0, 1, 0, 0, 0));
    }

    @Test
    void shouldNotJudgeAChangeByAnEndpointThatCameLater() {
        book = book(endpoint().setEffectiveFrom(RECEIVED.plusSeconds(1)).build());
        book.change(first);

        assertThat(close().changes()).isZero();
        assertThat(faults.counts()).isEmpty();
    }

    private static ToldBook book(Endpoint endpoint) {
        return new ToldBook(List.of(endpoint), Set.of());
    }

    private Endpoint.Builder endpoint() {
        return Endpoint.newBuilder()
                .setId("ep-1")
                .setVersion(1)
                .setEffectiveFrom(Instant.EPOCH)
                .setAffiliateId(first.getAffiliateId())
                .setUrl("https://aff.example/");
    }

    private static DeliveryAttempt delivered(Conversion conversion) {
        return DeliveryAttempt.newBuilder(attempt("d", AttemptResult.DELIVERED))
                .setEndpointId("ep-1")
                .setConversionId(conversion.getConversionId())
                .setConversionVersion(conversion.getVersion())
                .build();
    }

    private static DeliveryDeadLetter letter(Conversion conversion, GiveUpReason reason) {
        return DeliveryDeadLetter.newBuilder(deadLetter("d", conversion))
                .setEndpointId("ep-1")
                .setReason(reason)
                .build();
    }

    private ReconciliationReport.Told close() {
        return book.close(longAfter, faults);
    }
}

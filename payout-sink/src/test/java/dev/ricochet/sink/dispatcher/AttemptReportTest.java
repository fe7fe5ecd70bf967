package dev.ricochet.sink.dispatcher;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aDueDelivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.sink.http.SendError;
import dev.ricochet.sink.http.SendOutcome;
import dev.ricochet.sink.http.SendOutcome.Answered;
import dev.ricochet.sink.http.SendOutcome.Unanswered;
import dev.ricochet.sink.http.Timing;
import dev.ricochet.sink.lane.Health;
import dev.ricochet.sink.request.Origin;
import dev.ricochet.sink.request.PreparedRequest;
import dev.ricochet.sink.request.Rendering.Refused;
import dev.ricochet.sink.schedule.RetrySchedule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptReportTest {

    private final DueDelivery due = aDueDelivery().attempt(3).build();
    private final AttemptReport report = new AttemptReport(
            due,
            NOON,
            RetrySchedule.of(
                    List.of(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofHours(1))));
    private final PreparedRequest request =
            new PreparedRequest("GET", new Origin(true, "aff.example", 443), "/pb?a=1", Map.of(), new byte[0]);

    @ParameterizedTest
    @CsvSource({
        "200, DELIVERED, WELL",
        "204, DELIVERED, WELL",
        "299, DELIVERED, WELL",
        "301, FAILED, WELL",
        "400, FAILED, WELL",
        "404, FAILED, WELL",
        "410, GONE, WELL",
        "429, FAILED, OVERLOADED",
        "500, FAILED, ILL",
        "503, FAILED, ILL"
    })
    void shouldTakeOnlyA2xxForDelivered(int status, AttemptResult result, String health) {
        SendOutcome outcome = new Answered(status, null, "", Timing.NONE);

        assertThat(sent(outcome).getResult()).isEqualTo(result);
        assertThat(sent(outcome).getHttpStatus()).isEqualTo(status);
        assertThat(sent(outcome).getError()).isNull();
        assertThat(AttemptReport.healthOf(outcome).getClass().getSimpleName()).isEqualToIgnoringCase(health);
    }

    @Test
    void shouldTellWhyNoAnswerCame() {
        DeliveryAttempt attempt = sent(new Unanswered(SendError.CONNECT_FAILED, "refused", false, Timing.NONE));

        assertThat(attempt.getResult()).isEqualTo(AttemptResult.FAILED);
        assertThat(attempt.getError()).isEqualTo("connect_failed");
        assertThat(attempt.getErrorDetail()).isEqualTo("refused");
        assertThat(attempt.getHttpStatus()).isNull();
    }

    @Test
    void shouldNameTheOfferThatItAnswers() {
        DeliveryAttempt attempt = sent(new Answered(200, Duration.ofSeconds(3), "ok", Timing.NONE));

        assertThat(attempt.getDeliveryId()).isEqualTo(due.getDeliveryId());
        assertThat(attempt.getAttempt()).isEqualTo(3);
        assertThat(attempt.getDueAt()).isEqualTo(due.getDueAt());
        assertThat(attempt.getDurationMs()).isEqualTo(40);
        assertThat(attempt.getRetryAfterMs()).isEqualTo(3_000);
        assertThat(attempt.getUrl()).isEqualTo("https://aff.example/pb?a=1");
        assertThat(attempt.getResponseBody()).isEqualTo("ok");
    }

    @Test
    void shouldNotChargeTheEndpointForAFailureOfOurOwnSide() {
        SendOutcome outcome = new Unanswered(SendError.PROXY_FAILED, "the proxy", true, Timing.NONE);

        assertThat(sent(outcome).getResult()).isEqualTo(AttemptResult.DEFERRED);
        assertThat(sent(outcome).getError()).isEqualTo("proxy_failed");
        assertThat(AttemptReport.healthOf(outcome)).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void shouldTellWhenThePlannerTriesAgain() {
        DeliveryAttempt failed = sent(new Answered(500, Duration.ofHours(3), "", Timing.NONE));

        assertThat(failed.getNextAttemptAt()).isEqualTo(NOON.plusMillis(40).plus(Duration.ofHours(3)));
        assertThat(sent(new Answered(200, null, "", Timing.NONE)).getNextAttemptAt())
                .isNull();
    }

    @Test
    void shouldFailWhatCannotBeRendered() {
        DeliveryAttempt attempt = report.refused(new Refused("bad_url", "unknown macro {x}"), NOON);

        assertThat(attempt.getResult()).isEqualTo(AttemptResult.FAILED);
        assertThat(attempt.getError()).isEqualTo("bad_url");
        assertThat(attempt.getUrl()).isNull();
    }

    @Test
    void shouldDeferWhatALaneDoesNotTake() {
        DeliveryAttempt attempt = report.deferred("lane_broken", Duration.ofSeconds(30), NOON);

        assertThat(attempt.getResult()).isEqualTo(AttemptResult.DEFERRED);
        assertThat(attempt.getRetryAfterMs()).isEqualTo(30_000);
    }

    private DeliveryAttempt sent(SendOutcome outcome) {
        return report.sent(request, outcome, NOON.plusMillis(40));
    }
}

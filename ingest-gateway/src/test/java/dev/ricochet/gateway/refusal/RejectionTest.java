package dev.ricochet.gateway.refusal;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.FieldProblem;
import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.schemas.event.Route;
import dev.ricochet.schemas.reason.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RejectionTest {

    @Test
    void shouldKeepWhatTroubleshootingNeeds() {
        RejectedRequest kept = record(
                "request-1",
                NOON,
                knock("order_id=1&token=s3cret", null),
                Refused.invalid(List.of(new Fault("status", FaultCode.UNKNOWN_VALUE, "expected …", "maybe"))),
                422,
                Secrets.of("s3cret"));

        assertThat(kept)
                .isEqualTo(RejectedRequest.newBuilder()
                        .setRequestId("request-1")
                        .setRejectedAt(NOON)
                        .setRoute(Route.POSTBACK)
                        .setReason("validation_failed")
                        .setHttpStatus(422)
                        .setAdvertiserId("acme")
                        .setProblems(List.of(new FieldProblem("status", "unknown_value", "expected …", "maybe")))
                        .setMethod("GET")
                        .setPath("/p/acme")
                        .setQuery("order_id=1&token=***")
                        .setIp("198.51.100.4")
                        .build());
    }

    @Test
    void shouldShowNoSecretInAnyOfItsParts() {
        Refused refused = Refused.invalid(
                List.of(new Fault("order_id", FaultCode.CONTROL_CHARACTER, "expected …", "s3cret\u0000")));
        RejectedRequest kept = record(
                "request-1",
                NOON,
                knock("order_id=s3cret", "{\"note\":\"s3cret\"}"),
                refused,
                422,
                Secrets.of("s3cret"));
        assertThat(kept.toString()).doesNotContain("s3cret");
    }

    @Test
    void shouldKeepTheNoteForStaffThatTheCallerDoesNotGet() {
        Refused refused = Refused.because(Refusal.ADDRESS_NOT_ALLOWED, "address 192.0.2.1 is in none of [10.0.0.0/8]");
        assertThat(record("request-1", NOON, knock("", null), refused, 403, Secrets.NONE)
                        .getProblems())
                .extracting(FieldProblem::getDetail)
                .containsExactly("address 192.0.2.1 is in none of [10.0.0.0/8]");
        assertThat(ProblemDocument.of("request-1", refused, 403)).doesNotContain("192.0.2.1", "10.0.0.0");
    }

    @Test
    void shouldStayBoundedWhateverIsSent() {
        String long20k = "x".repeat(20_000);
        RejectedRequest kept = record(
                "request-1",
                NOON,
                knock(long20k, long20k),
                Refused.because(Refusal.MALFORMED_REQUEST),
                400,
                Secrets.NONE);
        assertThat(kept.getQuery()).hasSize(4_096);
        assertThat(kept.getBody()).hasSize(4_096);
    }

    @Test
    void shouldShowNoBeginningOfASecretWhereItCuts() {
        String query = "a=" + "x".repeat(4_088) + "longSecret";
        RejectedRequest kept = record(
                "request-1",
                NOON,
                knock(query, null),
                Refused.because(Refusal.TOO_LARGE),
                413,
                Secrets.of("longSecret"));
        assertThat(kept.getQuery()).endsWith("x***");
        String named = "a=" + "x".repeat(4_080) + "&token=longSecret";
        assertThat(record("request-1", NOON, knock(named, null), Refused.because(Refusal.TOO_LARGE), 413, Secrets.NONE)
                        .getQuery())
                .doesNotContain("long");
    }

    @Test
    void shouldKeepNoBodyThatIsNoText() {
        String body = new String("{\"token\":\"s3cret\"}".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_8);
        assertThat(record("request-1", NOON, knock("", body), Refused.because(Refusal.BAD_TOKEN), 403, Secrets.NONE)
                        .getBody())
                .isNull();
    }

    private static RejectedRequest record(
            String requestId, Instant at, Knock knock, Refused refused, int httpStatus, Secrets secrets) {
        return new Rejection(new SecretMask(Set.of("token")), secrets)
                .record(requestId, at, knock, refused, httpStatus);
    }

    private static Knock knock(String query, String body) {
        return new Knock(Route.POSTBACK, "GET", "/p/acme", query, body, "198.51.100.4", "acme", null, null, null);
    }
}

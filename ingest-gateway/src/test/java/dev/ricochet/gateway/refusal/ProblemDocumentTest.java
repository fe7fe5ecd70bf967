package dev.ricochet.gateway.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.reason.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemDocumentTest {

    @Test
    void shouldNameEveryFault() {
        Refused refused = Refused.invalid(List.of(
                new Fault("sale_amount", FaultCode.MALFORMED, "expected a number", "1\"2"),
                new Fault("token", FaultCode.CONFLICTING, "given twice", null)));
        assertThat(new JsonObject(ProblemDocument.of("request-1", refused, 422)))
                .isEqualTo(new JsonObject("""
                        {
                          "type": "urn:ricochet:problem:validation_failed",
                          "title": "Some fields are wrong; errors names each of them.",
                          "status": 422,
                          "request_id": "request-1",
                          "errors": [
                            {"field": "sale_amount", "code": "malformed", "detail": "expected a number", "value": "1\\"2"},
                            {"field": "token", "code": "conflicting", "detail": "given twice"}
                          ]
                        }
                        """));
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveAStableTypeAndASentenceForEveryRefusal(Refusal reason) {
        JsonObject document =
                new JsonObject(ProblemDocument.of("request-1", Refused.because(reason), reason.httpStatus()));
        assertThat(document.getString("type"))
                .isEqualTo("urn:ricochet:problem:" + reason.told().code());
        assertThat(document.getString("title")).endsWith(".");
        assertThat(document.getInteger("status")).isEqualTo(reason.httpStatus());
    }

    @ParameterizedTest
    @EnumSource(names = {"BAD_TOKEN", "BAD_SIGNATURE", "STALE_TIMESTAMP", "ADDRESS_NOT_ALLOWED"})
    void shouldTellAForgerTheSameWhateverWasWrong(Refusal reason) {
        Refused forger = Refused.because(reason, "what was wrong");
        assertThat(forger.httpStatus()).isEqualTo(403);
        assertThat(ProblemDocument.of("request-1", forger, forger.httpStatus()))
                .isEqualTo(ProblemDocument.of("request-1", Refused.because(Refusal.NOT_RECOGNISED), 403));
    }
}

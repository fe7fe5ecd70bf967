package dev.ricochet.gateway.auth;

import static dev.ricochet.schemas.catalog.AuthRequirement.HMAC;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.auth.Admission.Admitted;
import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.reason.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureCheckTest {
    private static final long SIGNED_AT = 1_763_640_000;
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String QUERY = "click_id=c-1&order_id=o-1&sale_amount=99.90";

    // Both made by the recipe in the README, with openssl.
    private static final String OF_GET = "987ce886cf06c880dea83e31df604a59686170aad67ddeaa67f7d0c2b51bd1da";
    private static final String OF_POST = "756c9cad4430661b8cab39e8c80c9a5f4fdd590dab3c657d71237838ee88736e";

    private final Advertiser acme = anAdvertiser("acme")
            .requiring(HMAC)
            .hmacSecrets("first-secret", "second-secret")
            .build();

    @Test
    void shouldAdmitWhatWasSignedByTheRecipe() {
        assertThat(judge(get("v1=" + OF_GET))).isEqualTo(new Admitted(OF_GET));
        assertThat(judge(post("v1=" + OF_POST))).isEqualTo(new Admitted(OF_POST));
    }

    @Test
    void shouldAdmitByAnyOfSeveralSignatures() {
        assertThat(judge(get("v1=" + OF_POST + ", v1=" + OF_GET.toUpperCase(Locale.ROOT))))
                .isEqualTo(new Admitted(OF_GET));
        assertThat(reason(get("v1=00,v1=00,v1=00,v1=00,v1=" + OF_GET), SIGNED_AT))
                .isEqualTo(Refusal.BAD_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "v1=", "v1=zz", "v1=00", "v2=" + OF_GET, OF_GET, "v1=" + OF_GET + "00", "v1=" + OF_POST})
    void shouldAdmitNoOther(String signatures) {
        assertThat(reason(get(signatures), SIGNED_AT)).isEqualTo(Refusal.BAD_SIGNATURE);
    }

    @Test
    void shouldAdmitNothingOfWhichAPartWasChanged() {
        String signature = "v1=" + OF_GET;
        byte[] none = new byte[0];
        String now = Long.toString(SIGNED_AT);
        assertBad(new SignedRequest("1763640001", signature, "GET", "/p/acme", QUERY, none));
        assertBad(new SignedRequest(now, signature, "POST", "/p/acme", QUERY, none));
        assertBad(new SignedRequest(now, signature, "GET", "/p/acme.gif", QUERY, none));
        assertBad(new SignedRequest(now, signature, "GET", "/p/acme", QUERY + "&payout=9", none));
        assertBad(new SignedRequest(now, signature, "GET", "/p/acme", QUERY, "payout=9".getBytes(UTF_8)));
        assertBad(new SignedRequest(now, signature, "GET", "/p/acme", "", (QUERY + "\n").getBytes(UTF_8)));
    }

    @Test
    void shouldTakeSignaturesOfTheLastAndNextMinutesOnly() {
        assertThat(judgeAt(get("v1=" + OF_GET), SIGNED_AT + 300)).isInstanceOf(Admitted.class);
        assertThat(judgeAt(get("v1=" + OF_GET), SIGNED_AT - 300)).isInstanceOf(Admitted.class);
        assertThat(reason(get("v1=" + OF_GET), SIGNED_AT + 301)).isEqualTo(Refusal.STALE_TIMESTAMP);
        assertThat(reason(get("v1=" + OF_GET), SIGNED_AT - 301)).isEqualTo(Refusal.STALE_TIMESTAMP);
    }

    @Test
    void shouldTellWhatIsMissing() {
        assertThat(reason(SignedRequest.UNSIGNED, SIGNED_AT)).isEqualTo(Refusal.MISSING_SIGNATURE);
        assertThat(reason(new SignedRequest(null, "v1=" + OF_GET, "GET", "/p/acme", QUERY, new byte[0]), SIGNED_AT))
                .isEqualTo(Refusal.MISSING_SIGNATURE);
    }

    @Test
    void shouldNotShowTheSignature() {
        assertThat(get("v1=" + OF_GET).toString()).doesNotContain(OF_GET);
    }

    private void assertBad(SignedRequest request) {
        assertThat(reason(request, SIGNED_AT)).isEqualTo(Refusal.BAD_SIGNATURE);
    }

    private Refusal reason(SignedRequest request, long at) {
        return ((Denied) judgeAt(request, at)).reason();
    }

    private Admission judge(SignedRequest request) {
        return judgeAt(request, SIGNED_AT);
    }

    private Admission judgeAt(SignedRequest request, long at) {
        Authenticator authenticator = new Authenticator(TOLERANCE, InstantSource.fixed(Instant.ofEpochSecond(at)));
        return authenticator.judge(acme, new Credentials(null, null, false, () -> request));
    }

    private static SignedRequest get(String signatures) {
        return new SignedRequest(Long.toString(SIGNED_AT), signatures, "GET", "/p/acme", QUERY, new byte[0]);
    }

    private static SignedRequest post(String signatures) {
        byte[] body = "{\"order_id\":\"ö\"}".getBytes(UTF_8);
        return new SignedRequest(Long.toString(SIGNED_AT), signatures, "POST", "/p/acme", "", body);
    }
}

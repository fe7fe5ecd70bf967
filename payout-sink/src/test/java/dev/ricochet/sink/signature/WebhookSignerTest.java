package dev.ricochet.sink.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The public library of Standard Webhooks is the oracle. */
class WebhookSignerTest {

    private static final String OLD = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
    private static final String NEW = "whsec_YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4";

    @Property(tries = 200)
    void shouldSatisfyThePublicLibrary(@ForAll String body, @ForAll @Size(min = 24, max = 64) byte[] key) {
        String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        // Lone surrogates are no text that could be sent.
        String sent = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        Map<String, String> headers = sign(sent, secret);

        assertThatCode(() -> new Webhook(secret).verify(sent, asReceived(headers)))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldSatisfyReceiversWithEitherSecretDuringRotation() {
        Map<String, String> headers = sign("{}", NEW, OLD);

        assertThat(headers.get(WebhookSigner.SIGNATURE).split(" ", -1))
                .hasSize(2)
                .allMatch(one -> one.startsWith("v1,"));
        assertThatCode(() -> new Webhook(OLD).verify("{}", asReceived(headers))).doesNotThrowAnyException();
        assertThatCode(() -> new Webhook(NEW).verify("{}", asReceived(headers))).doesNotThrowAnyException();
    }

    @Test
    void shouldNotSatisfyAReceiverWhoseBodyWasChanged() {
        Map<String, String> headers = sign("{\"payout\":\"10.00\"}", OLD);

        assertThatThrownBy(() -> new Webhook(OLD).verify("{\"payout\":\"99.00\"}", asReceived(headers)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void shouldSignTheEmptyBodyOfAGet() {
        assertThatCode(() -> new Webhook(OLD).verify("", asReceived(sign("", OLD))))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldSendIdAndTimeButNoSignatureWithoutSecret() {
        assertThat(sign("{}")).containsOnlyKeys(WebhookSigner.ID, WebhookSigner.TIMESTAMP);
    }

    @Test
    void shouldNeverShowASecret() {
        assertThat(WebhookSecret.parse(OLD)).hasToString("whsec_***");
        assertThatThrownBy(() -> WebhookSecret.parse("whsec_not#base64"))
                .hasMessageNotContaining("not#base64")
                .hasNoCause();
        assertThatThrownBy(() -> WebhookSecret.parse("topsecret")).hasMessageNotContaining("topsecret");
    }

    private static Map<String, String> sign(String body, String... secrets) {
        return WebhookSigner.headers(
                "5f0a1b0e-0000-5000-8000-000000000001",
                Instant.now(),
                body.getBytes(StandardCharsets.UTF_8),
                List.of(secrets).stream().map(WebhookSecret::parse).toList());
    }

    private static HttpHeaders asReceived(Map<String, String> headers) {
        return HttpHeaders.of(
                headers.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue()))),
                (name, value) -> true);
    }
}

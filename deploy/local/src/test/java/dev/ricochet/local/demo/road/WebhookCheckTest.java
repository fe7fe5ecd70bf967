package dev.ricochet.local.demo.road;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** With the example of the Standard Webhooks specification. */
class WebhookCheckTest {
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);

    private final WebhookCheck check = new WebhookCheck("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    @Test
    void shouldPassWhatTheSpecificationSigns() {
        assertThat(check.passes(ID, TIMESTAMP, SIGNATURE, BODY, NOW)).isTrue();
    }

    @Test
    void shouldPassOneGoodSignatureAmongTwo() {
        assertThat(check.passes(ID, TIMESTAMP, "v1,AAAA " + SIGNATURE, BODY, NOW))
                .isTrue();
    }

    @Test
    void shouldRefuseAnotherBody() {
        assertThat(check.passes(ID, TIMESTAMP, SIGNATURE, new byte[0], NOW)).isFalse();
    }

    @Test
    void shouldRefuseAnOldTimestamp() {
        assertThat(check.passes(ID, TIMESTAMP, SIGNATURE, BODY, NOW.plusSeconds(301)))
                .isFalse();
    }

    @Test
    void shouldRefuseWhatIsNotSigned() {
        assertThat(check.passes(ID, TIMESTAMP, null, BODY, NOW)).isFalse();
    }
}

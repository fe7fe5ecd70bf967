package dev.ricochet.gateway.postback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.auth.SignedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRequestsTest {

    @Test
    void shouldFindTimestampAndSignatureInTheQuery() {
        SignedRequest request = of("order_id=o-1&ts=1763640000&sig=00ff");
        assertThat(request.timestamp()).isEqualTo("1763640000");
        assertThat(request.signatures()).isEqualTo("v1=00ff");
        assertThat(request.query()).isEqualTo("order_id=o-1&ts=1763640000");
        assertThat(of("ts=1&order_id=o-1&sig=00").timestamp()).isEqualTo("1");
    }

    @Test
    void shouldMissATimestampThatIsNotSigned() {
        assertThat(of("order_id=o-1&nots=1&sig=00ff").timestamp()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ts=1", "ts=1&sig=", "sig=00&ts=1", "ts=1&sig=00&order_id=o-1", "ts=1&SIG=00"})
    void shouldSeeNoSignatureThatIsNotLast(String query) {
        assertThat(of(query).signatures()).isNull();
        assertThat(of(query).query()).isEqualTo(query);
    }

    private static SignedRequest of(String query) {
        return SignedRequests.byParameters("GET", "/p/acme", query, new byte[0]);
    }
}

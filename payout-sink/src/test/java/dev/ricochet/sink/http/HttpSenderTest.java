package dev.ricochet.sink.http;

import static dev.ricochet.sink.http.SendersHost.PATIENT;
import static dev.ricochet.sink.http.SendersHost.await;
import static dev.ricochet.sink.http.SendersHost.bytes;
import static dev.ricochet.sink.http.SendersHost.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.sink.address.AddressPolicy;
import dev.ricochet.sink.http.SendOutcome.Answered;
import dev.ricochet.sink.http.SendOutcome.Unanswered;
import dev.ricochet.sink.names.AddressBook;
import dev.ricochet.sink.request.Origin;
import dev.ricochet.sink.request.PreparedRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, to whom, and what is made of an answer, with real servers. */
class HttpSenderTest {

    private final SendersHost here = new SendersHost();

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void shouldSendTheExactBytesAndHeaders() {
        AtomicInteger length = new AtomicInteger();
        int port = here.server(request -> request.body().onSuccess(body -> {
            length.set(body.length());
            request.response().end("thanks");
        }));

        Answered answered = here.answered(new PreparedRequest(
                "POST", new Origin(false, "127.0.0.1", port), "/pb?a=%26", Map.of("webhook-id", "d-1"), bytes("{}")));

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.body()).isEqualTo("thanks");
        assertThat(length).hasValue(2);
        assertThat(here.seen.get(0).uri()).isEqualTo("/pb?a=%26");
        assertThat(here.seen.get(0).getHeader("webhook-id")).isEqualTo("d-1");
    }

    @Test
    void shouldNotFollowRedirects() {
        int port = here.server(request -> request.response()
                .setStatusCode(302)
                .putHeader("location", "/elsewhere")
                .end());

        assertThat(here.answered(get(port)).status()).isEqualTo(302);
        assertThat(here.seen).hasSize(1);
    }

    @Test
    void shouldReportGone() {
        int port = here.server(request -> request.response().setStatusCode(410).end());

        assertThat(here.answered(get(port)).status()).isEqualTo(410);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 404, 409, 418, 429, 500, 502, 503, 504})
    void shouldReportEveryStatusAsItIs(int status) {
        int port =
                here.server(request -> request.response().setStatusCode(status).end());

        assertThat(here.answered(get(port)).status()).isEqualTo(status);
        assertThat(here.answered(get(port)).retryAfter()).isNull();
    }

    @Test
    void shouldReadWhatAnOverloadedServerAsksFor() {
        int port = here.server(request -> request.response()
                .setStatusCode(429)
                .putHeader("retry-after", "120")
                .end());

        assertThat(here.answered(get(port)))
                .satisfies(answered -> assertThat(answered.status()).isEqualTo(429))
                .satisfies(answered -> assertThat(answered.retryAfter()).isEqualTo(Duration.ofMinutes(2)));
    }

    @Test
    void shouldShowACompressedAnswerAsText() throws Exception {
        ByteArrayOutputStream folded = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(folded)) {
            gzip.write(bytes("unknown click"));
        }
        int port = here.server(request -> request.response()
                .setStatusCode(404)
                .putHeader("content-encoding", "gzip")
                .end(Buffer.buffer(folded.toByteArray())));

        assertThat(here.answered(get(port)).body()).isEqualTo("unknown click");
    }

    @Test
    void shouldSayInWhichPartTheTimeWent() {
        int port = here.server(request -> request.response().end("ok"));

        Timing timing = here.answered(get(port)).timing();

        assertThat(timing.name()).isNotNull();
        assertThat(timing.connect()).isNotNull();
        assertThat(timing.answer()).isNotNull();
        assertThat(timing.body()).isNotNull();
    }

    @Test
    void shouldNotConnectToAForbiddenAddress() {
        int port = here.server(request -> request.response().end());
        HttpSender strict = here.sender(null, new AddressPolicy(false), PATIENT);

        Unanswered unanswered = (Unanswered) await(strict.send(get(port)));

        assertThat(unanswered.error()).isEqualTo(SendError.FORBIDDEN_ADDRESS);
        assertThat(here.seen).isEmpty();
    }

    @Test
    void shouldConnectToTheJudgedAddressAndNameTheHost() {
        int port = here.server(request -> request.response().end());

        here.answered(new PreparedRequest("GET", new Origin(false, "aff.example", port), "/", Map.of(), new byte[0]));

        assertThat(here.seen.get(0).getHeader("host")).isEqualTo("aff.example:" + port);
    }

    @Test
    void shouldTryTheNextAddressWhenThereIsNoConnectionToTheFirst() throws Exception {
        int port = here.server(request -> request.response().end("second"));
        AddressBook book = new AddressBook(
                new AddressPolicy(true),
                host -> Future.succeededFuture(List.of(address("127.0.0.9"), address("127.0.0.1"))));
        HttpSender patient = new HttpSender(here.vertx, null, WayOut.OPEN, book, PATIENT, Clock.systemUTC());

        assertThat(((Answered) await(patient.send(get(port)))).body()).isEqualTo("second");
        await(patient.close());
    }

    @Test
    void shouldRefuseMoreThanMayWait() {
        int port = here.server(request -> {});
        HttpSender impatient = here.impatient();

        List<SendOutcome> outcomes = await(Future.join(IntStream.range(0, 20)
                        .mapToObj(number -> impatient.send(get(port)))
                        .toList())
                .map(all -> all.<SendOutcome>list()));

        assertThat(outcomes).hasSize(20).anyMatch(outcome -> ((Unanswered) outcome).error() == SendError.POOL_FULL);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

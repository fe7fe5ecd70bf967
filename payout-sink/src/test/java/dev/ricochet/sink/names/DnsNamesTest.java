package dev.ricochet.sink.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.sink.address.AddressPolicy;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real name server that changes its mind, is slow, and comes back. */
class DnsNamesTest {

    private TestNameServer server;
    private DnsNames names;
    private AddressBook book;

    @BeforeEach
    void start() throws IOException {
        server = new TestNameServer();
        names = new DnsNames(new DnsSettings(List.of(server.address()), Duration.ofSeconds(1), Duration.ofMinutes(1)));
        book = new AddressBook(new AddressPolicy(false), names);
    }

    @AfterEach
    void stop() {
        names.close();
        server.close();
    }

    @Test
    void shouldFindTheAddressesOfAName() throws Exception {
        server.answer("aff.example", "93.184.216.34");

        assertThat(find("aff.example"))
                .isEqualTo(new Addresses.Allowed(List.of(InetAddress.getByName("93.184.216.34"))));
    }

    @Test
    void shouldJudgeANameAnewWhenItsServerChangesTheAnswer() throws Exception {
        server.answer("rebinding.example", "93.184.216.34");
        assertThat(find("rebinding.example")).isInstanceOf(Addresses.Allowed.class);

        server.answer("rebinding.example", "169.254.169.254");

        assertThat(find("rebinding.example")).isInstanceOf(Addresses.Forbidden.class);
    }

    @Test
    void shouldSayThatANameLeadsNowhere() {
        assertThat(find("unknown.example")).isInstanceOf(Addresses.Unknown.class);
    }

    @Test
    void shouldTellASilentServerFromAnUnknownName() {
        server.silence("slow.example");

        assertThat(find("slow.example")).isInstanceOf(Addresses.Unasked.class);
    }

    @Test
    void shouldNotTakeAServersOwnFailureForAWordAboutTheName() throws Exception {
        server.fail("aff.example");
        assertThat(find("aff.example")).isInstanceOf(Addresses.Unasked.class);

        server.answer("aff.example", "93.184.216.34");

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(find("aff.example")).isInstanceOf(Addresses.Allowed.class));
    }

    @Test
    void shouldComeBackWithTheNameServer() throws Exception {
        server.silence("aff.example");
        assertThat(find("aff.example")).isInstanceOf(Addresses.Unasked.class);

        server.answer("aff.example", "93.184.216.34");

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(find("aff.example")).isInstanceOf(Addresses.Allowed.class));
    }

    @Test
    void shouldAnswerForOneNameWhileHundredsOfOthersWait() throws Exception {
        server.answer("quick.example", "93.184.216.34");
        List<Future<Addresses>> slow = IntStream.range(0, 300)
                .mapToObj(number -> {
                    server.silence("slow" + number + ".example");
                    return book.find("slow" + number + ".example", 443);
                })
                .toList();

        assertThat(find("quick.example")).isInstanceOf(Addresses.Allowed.class);

        assertThat(slow).as("none of the slow ones has been given up yet").noneMatch(Future::isComplete);
    }

    @Test
    void shouldTakeAnAddressForWhatItIs() throws Exception {
        assertThat(find("93.184.216.34"))
                .isEqualTo(new Addresses.Allowed(List.of(InetAddress.getByName("93.184.216.34"))));
        assertThat(find("127.0.0.1")).isInstanceOf(Addresses.Forbidden.class);
        assertThat(find("localhost")).isInstanceOf(Addresses.Forbidden.class);
        assertThat(server.questions()).isZero();
    }

    private Addresses find(String host) {
        try {
            return book.find(host, 443)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}

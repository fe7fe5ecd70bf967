package dev.ricochet.sink.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.sink.address.AddressPolicy;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("AddressSelection") // literals have one address
class AddressBookTest {

    private final AddressPolicy policy = new AddressPolicy(false);

    @Test
    void shouldTellTheOwnerNothingAboutTheInnerNetwork() throws UnknownHostException {
        InetAddress inner = InetAddress.getByName("10.1.2.3");
        AddressBook book = new AddressBook(policy, host -> Future.succeededFuture(List.of(inner)));

        assertThat(book.find("aff.example", 443).result())
                .isInstanceOfSatisfying(
                        Addresses.Forbidden.class,
                        forbidden -> assertThat(forbidden.detail()).doesNotContain("10.1.2.3"));
    }

    @Test
    void shouldReportANameThatLeadsNowhere() {
        AddressBook book = new AddressBook(policy, host -> Future.failedFuture(new UnknownHostException(host)));

        assertThat(book.find("aff.example", 443).result()).isInstanceOf(Addresses.Unknown.class);
    }
}

package dev.ricochet.gateway.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowReceiptsTest {

    @Test
    void shouldGiveTheSameRowTheSameReceipt() {
        assertThat(receipt("acme", "k", "h", 1, "row")).isEqualTo(receipt("acme", "k", "h", 1, "row"));
    }

    @Test
    void shouldGiveWhateverDiffersAnotherReceipt() {
        Set<String> receipts = new HashSet<>(List.of(
                receipt("acme", "k", "h", 1, "row"),
                receipt("other", "k", "h", 1, "row"),
                receipt("acme", "l", "h", 1, "row"),
                receipt("acme", "k", "i", 1, "row"),
                receipt("acme", "k", "h", 2, "row"),
                receipt("acme", "k", "h", 1, "wor")));
        assertThat(receipts).hasSize(6);
    }

    @Test
    void shouldBeAUuidOfVersion8() {
        UUID receipt = UUID.fromString(receipt("acme", "k", "h", 1, "row"));
        assertThat(receipt.version()).isEqualTo(8);
        assertThat(receipt.variant()).isEqualTo(2);
    }

    private static String receipt(String advertiser, String key, String header, long number, String row) {
        RowReceipts receipts = new RowReceipts(advertiser, key);
        receipts.header(header.getBytes(UTF_8));
        return receipts.of(number, row.getBytes(UTF_8));
    }
}

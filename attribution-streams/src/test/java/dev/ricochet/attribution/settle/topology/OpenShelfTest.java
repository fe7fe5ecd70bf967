package dev.ricochet.attribution.settle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleReceipt;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenShelfTest {

    private static final SettleReceipt RECEIPT = new SettleReceipt(Instant.EPOCH);

    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("shelves"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();

    private final OpenShelf<SettleReceipt> receipts = new OpenShelf<>(Shelf.RECEIPTS, store);
    private final OpenShelf<SettleClaim> claims = new OpenShelf<>(Shelf.ORDER_CLAIMS, store);

    @BeforeEach
    void open() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shouldKeepShelvesOfOneStoreApart() {
        SettleClaim claim = new SettleClaim("conversion", "offer", "receipt", Instant.EPOCH);
        receipts.put("same", RECEIPT);
        claims.put("same", claim);
        assertThat(receipts.get("same")).isEqualTo(RECEIPT);
        assertThat(claims.get("same")).isEqualTo(claim);

        receipts.delete("same");
        assertThat(receipts.get("same")).isNull();
        assertThat(claims.get("same")).isEqualTo(claim);
        assertThat(receipts.first(10, "", null)).isEmpty();
    }

    @Test
    void shouldListItsOwnEntriesOnlyFromAnywhereToAnywhere() {
        claims.put("a", new SettleClaim("conversion", "offer", "receipt", Instant.EPOCH));
        for (String key : new String[] {"", "a", "b", "c", "~", "\u00e9"}) {
            receipts.put(key, RECEIPT);
        }
        store.put("receipt0", new byte[0]);
        store.put("z", new byte[0]);

        assertThat(receipts.first(10, "", null))
                .extracting(entry -> entry.key)
                .containsExactly("", "a", "b", "c", "~", "\u00e9");
        assertThat(receipts.first(2, "a", null)).extracting(entry -> entry.key).containsExactly("a", "b");
        assertThat(receipts.first(10, "", "b")).extracting(entry -> entry.key).containsExactly("", "a", "b");
    }

    @Test
    void shouldPutOnlyWhereNothingStands() {
        SettleReceipt later = new SettleReceipt(Instant.EPOCH.plusSeconds(1));
        assertThat(receipts.putIfAbsent("r", RECEIPT)).isNull();
        assertThat(receipts.putIfAbsent("r", later)).isEqualTo(RECEIPT);
        assertThat(receipts.get("r")).isEqualTo(RECEIPT);
    }
}

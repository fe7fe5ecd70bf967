package dev.ricochet.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricochet.gateway.spool.EntryForm.CorruptEntryException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class EntryFormTest {

    @Property(tries = 200)
    void shouldGiveBackWhatItWasGiven(
            @ForAll byte[] key, @ForAll byte[] value, @ForAll byte[] header, @ForAll @LongRange(min = 0) long at)
            throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("topic", null, at, key, value);
        record.headers().add("traceparent", header);

        Entry entry = EntryForm.read(7, EntryForm.value(new Entry(7, record)));

        assertThat(entry).isEqualTo(new Entry(7, entry.record()));
        assertThat(entry.record()).usingRecursiveComparison().isEqualTo(record);
    }

    @Property(tries = 500)
    void shouldFindOutEveryBrokenBit(@ForAll @IntRange(min = 0, max = 1_000_000) int position) {
        byte[] bytes = EntryForm.value(new Entry(7, SpoolFixture.record(1)));
        int bit = position % (bytes.length * 8);
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));

        assertThatThrownBy(() -> EntryForm.read(7, bytes)).isInstanceOf(CorruptEntryException.class);
    }

    @Test
    void shouldNotTakeAnEntryForAnother() {
        byte[] bytes = EntryForm.value(new Entry(7, SpoolFixture.record(1)));
        assertThatThrownBy(() -> EntryForm.read(8, bytes)).hasMessage("its checksum is wrong");
    }

    @Test
    void shouldNotReadWhatIsCutOff() {
        assertThatThrownBy(() -> EntryForm.read(7, new byte[3])).isInstanceOf(CorruptEntryException.class);
    }
}

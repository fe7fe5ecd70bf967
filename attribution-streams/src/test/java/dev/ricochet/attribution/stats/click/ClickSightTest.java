package dev.ricochet.attribution.stats.click;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricochet.attribution.stats.hourly.HourKey;
import dev.ricochet.attribution.stats.store.HourBytes;
import dev.ricochet.attribution.stats.topology.StatsDriver;
import dev.ricochet.schemas.event.Automation;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.serde.RecordFormatException;
import dev.ricochet.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class ClickSightTest {

    private static final String TOPIC = Topics.CLICKS.name();

    private final ClickSight sight = new ClickSight(StatsDriver.RECORDS.writerSchemas(Topics.CLICKS));

    @Test
    void shouldSeeHourAffiliateAndOffer() {
        Click click = aClick().by("aff-ü")
                .of("hats")
                .at(NOON.plus(Duration.ofMinutes(59)))
                .from("news")
                .subs("a", "b", "c")
                .fromCountry("DE")
                .build();
        assertThat(key(see(click))).isEqualTo(new HourKey("aff-ü", "hats", NOON.toEpochMilli()));
        assertThat(see(click).sort()).isEqualTo(ClickSort.CLICK);
    }

    @Test
    void shouldNotMixUpClicksOfNamesOfDifferentLength() {
        see(aClick().by("a-very-long-affiliate").of("a-very-long-offer").build());
        assertThat(key(see(aClick().by("a").of("b").build()))).isEqualTo(new HourKey("a", "b", NOON.toEpochMilli()));
    }

    @Test
    void shouldTellMachinesFromPeople() {
        assertThat(see(aClick().impression().build()).sort()).isEqualTo(ClickSort.IMPRESSION);
        assertThat(see(by(Automation.BOT, aClick().build())).sort()).isEqualTo(ClickSort.AUTOMATED);
        assertThat(see(by(Automation.PREFETCH, aClick().impression().build())).sort())
                .isEqualTo(ClickSort.AUTOMATED);
        assertThat(see(by(Automation.UNKNOWN, aClick().build())).sort()).isEqualTo(ClickSort.CLICK);
    }

    @Test
    void shouldReadClicksOfAnotherSchemaByTheirFieldsNames() throws IOException {
        Schema other = SchemaBuilder.record("Click")
                .fields()
                .requiredString("affiliate_id")
                .optionalString("something_new")
                .requiredString("offer_id")
                .requiredLong("clicked_at")
                .name("more")
                .type()
                .map()
                .values()
                .longType()
                .noDefault()
                .endRecord();
        GenericRecord click = new GenericRecordBuilder(other)
                .set("affiliate_id", "aff-9")
                .set("something_new", "x")
                .set("offer_id", "hats")
                .set("clicked_at", NOON.toEpochMilli())
                .set("more", java.util.Map.of("a", 1L))
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {0, 0, 0, 0, 77});
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(other, GenericData.get()).write(click, encoder);

        SeenClick seen = new ClickSight(id -> other).deserialize(TOPIC, bytes.toByteArray());

        assertThat(key(seen)).isEqualTo(new HourKey("aff-9", "hats", NOON.toEpochMilli()));
        assertThat(seen.sort()).isEqualTo(ClickSort.CLICK);
    }

    @Test
    void shouldRefuseWhatIsNoClick() {
        byte[] whole = bytes(aClick().build());
        assertThatThrownBy(() -> sight.deserialize(TOPIC, null)).isInstanceOf(RecordFormatException.class);
        assertThatThrownBy(() -> sight.deserialize(TOPIC, new byte[] {1, 2, 3, 4, 5, 6}))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("not framed");
        assertThatThrownBy(() -> sight.deserialize(TOPIC, Arrays.copyOf(whole, 30)))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("no click");
    }

    private SeenClick see(Click click) {
        return sight.deserialize(TOPIC, bytes(click));
    }

    private static HourKey key(SeenClick click) {
        return HourBytes.readByHour(click.key());
    }

    private static byte[] bytes(Click click) {
        return StatsDriver.RECORDS.of(Topics.CLICKS).serializer().serialize(TOPIC, click);
    }

    private static Click by(Automation automation, Click click) {
        return Click.newBuilder(click).setAutomation(automation).build();
    }
}

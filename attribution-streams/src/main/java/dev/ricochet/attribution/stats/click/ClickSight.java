package dev.ricochet.attribution.stats.click;

import dev.ricochet.attribution.stats.hourly.HourKey;
import dev.ricochet.attribution.stats.store.HourBytes;
import dev.ricochet.schemas.serde.RecordFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is counted of a click. Not safe for use by many threads at once: Kafka Streams gives every stream thread's task
 * its records one after the other, and {@link #deserialize} keeps what it reuses for each thread apart.
 */
public final class ClickSight implements Deserializer<SeenClick> {

    private static final int FRAME = 5;
    private static final String IMPRESSION = "IMPRESSION";
    private static final String PREFETCH = "PREFETCH";
    private static final String BOT = "BOT";

    private final IntFunction<Schema> schemas;
    private final Map<Integer, ClickPlan> plans = new ConcurrentHashMap<>();
    private final ThreadLocal<Reading> reading = ThreadLocal.withInitial(Reading::new);

    /** @param schemas the schema of this id */
    public ClickSight(IntFunction<Schema> schemas) {
        this.schemas = schemas;
    }

    @Override
    public SeenClick deserialize(String topic, byte @Nullable [] value) {
        if (value == null || value.length < FRAME || value[0] != 0) {
            throw new RecordFormatException("a value of " + topic
                    + " is not framed: expected a zero byte, four bytes of schema id and Avro data");
        }
        int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        try {
            return reading.get().read(plan(id), value);
        } catch (SerializationException | RetriableException known) {
            throw known;
        } catch (IOException | RuntimeException broken) {
            throw new RecordFormatException(
                    "a value of " + topic + " with schema id " + id + " is no click: " + broken, broken);
        }
    }

    private ClickPlan plan(int id) {
        ClickPlan plan = plans.get(id);
        if (plan == null) {
            // Not computeIfAbsent: the look-up may wait for the registry.
            plan = ClickPlan.of(schemas.apply(id));
            plans.put(id, plan);
        }
        return plan;
    }

    /** One thread's decoder and buffers. */
    private static final class Reading {

        private final BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);
        private Utf8 offer = new Utf8();
        private Utf8 affiliate = new Utf8();
        private long millis;
        private ClickSort sort = ClickSort.CLICK;

        SeenClick read(ClickPlan plan, byte[] value) throws IOException {
            DecoderFactory.get().binaryDecoder(value, FRAME, value.length - FRAME, decoder);
            sort = ClickSort.CLICK;
            for (ClickPlan.Step step : plan.steps()) {
                take(step);
            }
            return new SeenClick(
                    HourBytes.byHour(
                            HourKey.hourOf(millis),
                            affiliate.getBytes(),
                            affiliate.getByteLength(),
                            offer.getBytes(),
                            offer.getByteLength()),
                    sort);
        }

        private void take(ClickPlan.Step step) throws IOException {
            ClickPlan.Part part = step.part();
            if (part == null) {
                GenericDatumReader.skip(step.schema(), decoder);
                return;
            }
            switch (part) {
                case TIME -> millis = decoder.readLong();
                case OFFER -> offer = decoder.readString(offer);
                case AFFILIATE -> affiliate = decoder.readString(affiliate);
                case KIND -> {
                    if (step.symbol(decoder.readEnum()).equals(IMPRESSION) && sort == ClickSort.CLICK) {
                        sort = ClickSort.IMPRESSION;
                    }
                }
                case AUTOMATION -> {
                    String automation = step.symbol(decoder.readEnum());
                    if (automation.equals(PREFETCH) || automation.equals(BOT)) {
                        sort = ClickSort.AUTOMATED;
                    }
                }
            }
        }
    }
}

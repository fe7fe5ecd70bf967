package dev.ricochet.sink.planner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** A place in an index by time. Written big-endian, so that the order of the bytes is the order of time. */
record TimeKey(long millis, String queue) {

    static final Serde<TimeKey> SERDE =
            Serdes.serdeFrom((topic, key) -> key.bytes(), (topic, bytes) -> TimeKey.of(bytes));

    private byte[] bytes() {
        byte[] name = queue.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(millis)
                .put(name)
                .array();
    }

    private static TimeKey of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long millis = buffer.getLong();
        return new TimeKey(millis, StandardCharsets.UTF_8.decode(buffer).toString());
    }
}

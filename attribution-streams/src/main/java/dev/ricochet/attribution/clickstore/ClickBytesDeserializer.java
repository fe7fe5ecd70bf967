package dev.ricochet.attribution.clickstore;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Passes a click's bytes on as they are, if they are framed as every record of the contract is. */
public final class ClickBytesDeserializer implements Deserializer<byte[]> {

    private static final int FRAME = 5;

    @Override
    public byte[] deserialize(String topic, byte[] data) {
        if (data == null || data.length <= FRAME || data[0] != 0) {
            throw new SerializationException("the value of a record of " + topic
                    + " is not framed: expected a zero byte, four bytes of schema id and Avro data");
        }
        return data;
    }
}

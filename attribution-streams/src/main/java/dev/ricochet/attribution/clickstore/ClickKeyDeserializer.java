package dev.ricochet.attribution.clickstore;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the key of the clicks topic; what is no click id goes to the dead letters. */
public final class ClickKeyDeserializer implements Deserializer<ClickKey> {

    @Override
    public ClickKey deserialize(String topic, byte[] data) {
        ClickKey key = ClickKey.ofOrNull(data);
        if (key == null) {
            throw new SerializationException("the key of a record of " + topic
                    + " is no click id: expected 32 characters of lower-case Crockford base32");
        }
        return key;
    }
}

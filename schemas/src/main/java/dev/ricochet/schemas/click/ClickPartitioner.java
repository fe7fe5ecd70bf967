package dev.ricochet.schemas.click;

import dev.ricochet.schemas.topic.Topics;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.jspecify.annotations.Nullable;

/**
 * In which partition a record lies. On the topics of clicks and of postbacks, keys that are click ids of version 2 go by their
 * visitor tag, so that a visitor's clicks on one offer, and the postbacks that name them, meet in one partition. All else goes
 * by Kafka's own rule for keys. Whoever writes to these two topics, or looks for a key in them, has to use it.
 */
public final class ClickPartitioner implements Partitioner {

    private static final int OF_VISITOR = 2;

    /** The partition of a key, out of this many. */
    public static int partitionOf(String topic, byte[] key, int partitions) {
        if ((topic.equals(Topics.CLICKS.name()) || topic.equals(Topics.POSTBACKS.name())) && isOfVisitor(key)) {
            return Integer.remainderUnsigned(tag(key), partitions);
        }
        return BuiltInPartitioner.partitionForKey(key, partitions);
    }

    /** A record without a key goes anywhere. */
    @Override
    public int partition(
            String topic,
            @Nullable Object key,
            byte @Nullable [] keyBytes,
            @Nullable Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster) {
        int partitions = cluster.partitionCountForTopic(topic);
        return keyBytes == null
                ? ThreadLocalRandom.current().nextInt(partitions)
                : partitionOf(topic, keyBytes, partitions);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // Nothing to set.
    }

    @Override
    public void close() {
        // Nothing to close.
    }

    /** By its form alone, whoever signed it: a forged id must go the same way each time. */
    private static boolean isOfVisitor(byte[] key) {
        if (key.length != ClickIds.LENGTH) {
            return false;
        }
        for (byte character : key) {
            if (value(character) < 0) {
                return false;
            }
        }
        return ((value(key[9]) & 3) << 2 | value(key[10]) >>> 3) == OF_VISITOR;
    }

    /** Bits 56 to 87, which lie in the twelfth to the eighteenth character. */
    private static int tag(byte[] key) {
        long bits = 0;
        for (int i = 11; i < 18; i++) {
            bits = bits << 5 | value(key[i]);
        }
        return (int) (bits >>> 2);
    }

    private static int value(byte character) {
        return character < 0 ? -1 : Base32.value((char) character);
    }
}

package dev.ricochet.attribution.stats.query;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;

/** Who has what, as the last rebalance told all workers. */
final class Owners {

    private final KafkaStreams streams;
    private final HostInfo self;

    Owners(KafkaStreams streams, HostInfo self) {
        this.streams = streams;
        this.self = self;
    }

    /** Who has this key of the store; the key is the one by which records were partitioned. */
    Owner of(String store, String key) {
        KeyQueryMetadata found = streams.queryMetadataForKey(store, key, new StringSerializer());
        if (found == null
                || found.equals(KeyQueryMetadata.NOT_AVAILABLE)
                || HostInfo.unavailable().equals(found.activeHost())) {
            return new Owner.Nobody();
        }
        return self.equals(found.activeHost())
                ? new Owner.Here(found.partition())
                : new Owner.There(found.activeHost());
    }

    /**
     * What a store's partitions are spread over.
     *
     * @param here those of this worker
     * @param elsewhere the workers that have others
     * @param partitions how many there are
     */
    record Spread(Set<Integer> here, Set<HostInfo> elsewhere, int partitions) {}

    /** Everybody who has some of the store; none while some of its partitions are nobody's. */
    Optional<Spread> spread(String store, String topicSuffix) {
        Set<Integer> here = new HashSet<>();
        Set<Integer> all = new HashSet<>();
        Set<HostInfo> elsewhere = new HashSet<>();
        for (StreamsMetadata worker : streams.streamsMetadataForStore(store)) {
            boolean own = self.equals(worker.hostInfo());
            for (TopicPartition partition : worker.topicPartitions()) {
                if (partition.topic().endsWith(topicSuffix)) {
                    all.add(partition.partition());
                    if (own) {
                        here.add(partition.partition());
                    } else {
                        elsewhere.add(worker.hostInfo());
                    }
                }
            }
        }
        int partitions = partitionsOf(store);
        return partitions > 0 && all.size() == partitions
                ? Optional.of(new Spread(here, elsewhere, partitions))
                : Optional.empty();
    }

    /** Kafka Streams tells a partitioner how many partitions there are, and nobody else. */
    private int partitionsOf(String store) {
        AtomicInteger partitions = new AtomicInteger();
        StreamPartitioner<String, Object> asked = (topic, key, value, count) -> {
            partitions.set(count);
            return Optional.of(Set.of(0));
        };
        streams.queryMetadataForKey(store, "", asked);
        return partitions.get();
    }
}

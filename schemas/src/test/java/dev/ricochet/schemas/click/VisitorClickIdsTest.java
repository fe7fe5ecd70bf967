package dev.ricochet.schemas.click;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

/** Click ids of version 2, and where their clicks lie. */
class VisitorClickIdsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String CLICKS = Topics.CLICKS.name();
    private static final String POSTBACKS = Topics.POSTBACKS.name();

    private final ClickIds ids = new ClickIds(ClickKeys.parse("1:00112233445566778899aabbccddeeff"));

    @Test
    void shouldTakeTheTagFromTheFirstFourBytesOfTheHash() {
        // printf 'shoes\0visitor-1' | sha256sum
        assertThat(VisitorTag.of("shoes", "visitor-1")).isEqualTo(0x86245f15);
    }

    @Test
    void shouldTellOfferAndVisitorApart() {
        assertThat(VisitorTag.of("shoes", "1")).isNotEqualTo(VisitorTag.of("shoes1", ""));
    }

    @Property
    void shouldVerifyWhatItMinted(@ForAll @LongRange(max = (1L << 48) - 1) long millis, @ForAll int tag) {
        Instant at = Instant.ofEpochMilli(millis);
        String id = ids.mint(at, tag);

        assertThat(ids.verify(id)).isEqualTo(new Verdict.Genuine(at, 1));
        assertThat(ClickIds.millisOf(id)).isEqualTo(millis);
    }

    @Property
    void shouldCallAnIdForgedWhenItsTagWasChanged(@ForAll int tag, @ForAll @IntRange(min = 12, max = 17) int at) {
        char[] id = ids.mint(NOON, tag).toCharArray();
        id[at] = id[at] == '0' ? '1' : '0';

        assertThat(ids.verify(new String(id))).isInstanceOf(Verdict.Forged.class);
    }

    @Property
    void shouldPutAVisitorsClicksAndTheirPostbacksIntoOnePartition(
            @ForAll int tag, @ForAll @IntRange(min = 1, max = 100) int partitions) {
        int expected = (int) (Integer.toUnsignedLong(tag) % partitions);

        assertThat(partition(CLICKS, ids.mint(NOON, tag), partitions)).isEqualTo(expected);
        assertThat(partition(POSTBACKS, ids.mint(NOON.plusSeconds(60), tag), partitions))
                .isEqualTo(expected);
    }

    @Property
    void shouldLeaveAllOtherKeysWhereKafkaPutsThem(@ForAll String key, @ForAll @IntRange(min = 1, max = 100) int of) {
        assertThat(partition(CLICKS, key, of)).isEqualTo(kafkas(key, of));
    }

    @Test
    void shouldLeavePlainClicksAndOtherTopicsWhereKafkaPutsThem() {
        String plain = ids.mint(NOON);
        String ofVisitor = ids.mint(NOON, 4);

        assertThat(partition(CLICKS, plain, 48)).isEqualTo(kafkas(plain, 48));
        assertThat(partition(Topics.AUDIT.name(), ofVisitor, 48)).isEqualTo(kafkas(ofVisitor, 48));
    }

    @Test
    void shouldServeAsTheProducersPartitioner() {
        List<PartitionInfo> partitions = List.of(info(0), info(1), info(2), info(3), info(4));
        Cluster cluster = new Cluster("id", List.of(), partitions, java.util.Set.of(), java.util.Set.of());
        byte[] key = ids.mint(NOON, 8).getBytes(StandardCharsets.UTF_8);

        try (ClickPartitioner partitioner = new ClickPartitioner()) {
            assertThat(partitioner.partition(CLICKS, null, key, null, null, cluster))
                    .isEqualTo(3);
            assertThat(partitioner.partition(CLICKS, null, null, null, null, cluster))
                    .isBetween(0, 4);
        }
    }

    @Test
    void shouldCompleteAnIdOfWhichTheSignatureWasNotKept() {
        String id = ids.mint(NOON, 7);
        byte[] whole = new byte[20];
        Base32.decode(id, whole);
        byte[] kept = Arrays.copyOf(whole, ClickIds.SIGNED_BYTES);

        assertThat(ids.complete(kept)).isEqualTo(id);
        assertThat(Optional.ofNullable(
                        new ClickIds(ClickKeys.parse("2:ffeeddccbbaa99887766554433221100")).complete(kept)))
                .isEmpty();
    }

    private static PartitionInfo info(int partition) {
        return new PartitionInfo(CLICKS, partition, Node.noNode(), new Node[0], new Node[0]);
    }

    private static int partition(String topic, String key, int partitions) {
        return ClickPartitioner.partitionOf(topic, key.getBytes(StandardCharsets.UTF_8), partitions);
    }

    private static int kafkas(String key, int partitions) {
        return BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), partitions);
    }
}

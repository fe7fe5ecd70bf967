package dev.ricochet.bench.sink;

import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What two ways of reading cost: the due topic read from its beginning by a new share group and by a new consumer
 * group, two members each, committed records only, each batch acknowledged before the next, and nothing done about the records.
 */
final class GroupRace {

    private static final int MEMBERS = 2;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private final String bootstrapServers;

    GroupRace(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Records a second, from the first that came: joining a group takes its time, and is done once. */
    double consumerGroup(int count) throws Exception {
        String group = "bench-consumers-" + UUID.randomUUID();
        return race(count, () -> consumer(group));
    }

    /** The same, each record acknowledged by itself. */
    double shareGroup(int count) throws Exception {
        String group = "bench-shares-" + UUID.randomUUID();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Collection<AlterConfigOp> settings =
                    List.of(set("share.auto.offset.reset", "earliest"), set("share.isolation.level", "read_committed"));
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.GROUP, group), settings))
                    .all()
                    .get();
        }
        return race(count, () -> share(group));
    }

    /** One member of a group. */
    private interface Member extends AutoCloseable {

        /** Takes a batch and acknowledges it; returns how many it held. */
        int take();

        @Override
        void close();
    }

    private static double race(int count, Supplier<Member> members) throws Exception {
        AtomicInteger read = new AtomicInteger();
        CompletableFuture<Long> begun = new CompletableFuture<>();
        CompletableFuture<Long> ended = new CompletableFuture<>();
        ExecutorService threads = Executors.newFixedThreadPool(MEMBERS);
        try {
            for (int number = 0; number < MEMBERS; number++) {
                threads.execute(() -> run(members, count, read, begun, ended));
            }
            long end = ended.get(AT_MOST.toSeconds(), TimeUnit.SECONDS);
            return count / ((end - begun.join()) / 1e9);
        } finally {
            threads.shutdown();
            threads.awaitTermination(AT_MOST.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void run(
            Supplier<Member> members,
            int count,
            AtomicInteger read,
            CompletableFuture<Long> begun,
            CompletableFuture<Long> ended) {
        try (Member member = members.get()) {
            while (!ended.isDone()) {
                int taken = member.take();
                if (taken > 0) {
                    begun.complete(System.nanoTime());
                }
                if (read.addAndGet(taken) >= count) {
                    ended.complete(System.nanoTime());
                }
            }
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    private Member consumer(String group) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        group,
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.DELIVERIES_DUE.name()));
        return new Member() {
            @Override
            public int take() {
                int count = consumer.poll(POLL).count();
                if (count > 0) {
                    consumer.commitSync();
                }
                return count;
            }

            @Override
            public void close() {
                consumer.close();
            }
        };
    }

    private Member share(String group) {
        KafkaShareConsumer<String, byte[]> consumer = new KafkaShareConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "group.id", group,
                        "share.acknowledgement.mode", "explicit"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.DELIVERIES_DUE.name()));
        return new Member() {
            @Override
            public int take() {
                List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
                consumer.poll(POLL).forEach(batch::add);
                // The next poll tells the broker.
                batch.forEach(record -> consumer.acknowledge(record, AcknowledgeType.ACCEPT));
                return batch.size();
            }

            @Override
            public void close() {
                consumer.close();
            }
        };
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }
}

package dev.ricochet.bench.match;

import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.serde.RecordSerdes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What all contenders share.
 *
 * @param stack broker and registry
 * @param admin asks the broker what it keeps
 * @param serdes as the services use them
 * @param ids mints and verifies under the stack's keys
 * @param state where contenders keep their state, each in a directory of its own
 */
record TestBed(LocalStack stack, Admin admin, RecordSerdes serdes, ClickIds ids, Path state) {

    /** Threads of a Kafka Streams application. */
    static final int THREADS = 2;

    /** Settings of a Kafka Streams application; its state lies in {@link #stateOf}. */
    Map<String, Object> streams(String applicationId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, THREADS);
        // As everywhere else: the baseline's changelog is not to look large for want of a setting.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }

    Path stateOf(String applicationId) {
        return state.resolve(applicationId);
    }
}

package dev.ricochet.kit.kafka;

import dev.ricochet.kit.service.ServiceRuntime;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Shows a client's own metrics among the service's; which of them, the service's registry decides. Bind right after
 * the client's own {@code onShutdown}, so that the metrics end before the client.
 */
public final class KafkaMeters {
    private KafkaMeters() {}

    public static void bind(ServiceRuntime runtime, Producer<?, ?> producer) {
        bind(runtime, new KafkaClientMetrics(producer), "producer metrics");
    }

    public static void bind(ServiceRuntime runtime, Consumer<?, ?> consumer) {
        bind(runtime, new KafkaClientMetrics(consumer), "consumer metrics");
    }

    private static void bind(ServiceRuntime runtime, KafkaClientMetrics metrics, String what) {
        metrics.bindTo(runtime.meters());
        runtime.onShutdown(what, metrics::close);
    }
}

package dev.ricochet.kit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ricochet.kit.config.ConfigurationException;
import dev.ricochet.kit.config.Setting;
import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.health.Readiness;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ServiceTest {
    private static final Map<String, String> ANY_PORT = Map.of("RICOCHET_MANAGEMENT_PORT", "0");

    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void shouldStartWithItsConfigurationAndCloseInReverse() {
        Map<String, String> environment = Map.of("RICOCHET_MANAGEMENT_PORT", "0", "RICOCHET_GREETING", "hello");

        ServiceRuntime runtime = Service.start("sample", environment, ServiceTest::greeting, (greeting, service) -> {
            events.add(greeting);
            service.onShutdown("first", () -> events.add("first"));
            service.onShutdown("second", () -> events.add("second"));
        });
        runtime.close();

        assertThat(events).containsExactly("hello", "second", "first");
    }

    @Test
    void shouldBeReadyOnlyOnceStartHasReturned() {
        try (ServiceRuntime runtime = Service.start(
                "sample",
                ANY_PORT,
                ServiceTest::greeting,
                (greeting, service) -> events.add(phase(service).toString()))) {
            assertThat(events).containsExactly(Readiness.notReady("starting").toString());
            assertThat(phase(runtime)).isEqualTo(Readiness.ready());
        }
    }

    @Test
    void shouldTurnNotReadyBeforeTheFirstStepCloses() {
        ServiceRuntime runtime = ServiceRuntime.forTest("sample");
        runtime.onShutdown("server", () -> events.add(phase(runtime).toString()));

        runtime.close();

        assertThat(events).containsExactly(Readiness.notReady("shutting down").toString());
    }

    @Test
    void shouldReportWrongValuesOfKitAndServiceTogether() {
        Map<String, String> environment =
                Map.of("RICOCHET_MANAGEMENT_PORT", "x", "RICOCHET_GREETIN", "y", "RICOCHET_LOG_FORMAT", "xml");

        assertThatThrownBy(() -> Service.start("sample", environment, ServiceTest::greeting, (config, runtime) -> {}))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .hasSize(3)
                                .anyMatch(problem -> problem.contains("did you mean RICOCHET_GREETING?")));
    }

    @Test
    void shouldCloseWhatIsOpenWhenTheStartFails() {
        assertThatThrownBy(() -> Service.start("sample", ANY_PORT, ServiceTest::greeting, (config, runtime) -> {
                    runtime.onShutdown("producer", () -> events.add("producer"));
                    throw new IOException("no broker");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The start of sample failed: IOException: no broker")
                .hasCauseInstanceOf(IOException.class);

        assertThat(events).containsExactly("producer");
    }

    @Test
    void shouldCloseItselfWhenAPartFailsAndKeepTheFirstReason() {
        ServiceRuntime runtime = ServiceRuntime.forTest("sample");
        runtime.onShutdown("producer", () -> events.add("producer"));
        IllegalStateException first = new IllegalStateException("lost");

        runtime.fail("reader", first);
        runtime.fail("writer", new IllegalStateException("lost too"));

        await().until(() -> events.contains("producer"));
        assertThat(runtime.failure()).isEqualTo(new Failure("reader", first));
        runtime.close();
    }

    @Test
    void shouldNotTakeForAFailureWhatBreaksWhileItStops() {
        ServiceRuntime runtime = ServiceRuntime.forTest("sample");
        runtime.onShutdown("reader", () -> runtime.fail("reader", new InterruptedException("told to stop")));

        runtime.close();

        assertThat(runtime.failure()).isNull();
    }

    @Test
    void shouldStopForAnErrorOnAnEventLoop() {
        ServiceRuntime runtime = ServiceRuntime.forTest("sample");

        runtime.vertx().runOnContext(nothing -> {
            throw new StackOverflowError("deep");
        });

        await().until(() -> runtime.failure() != null);
        runtime.close();
    }

    @Test
    void shouldCountAnExceptionOnAnEventLoopAndGoOn() {
        try (ServiceRuntime runtime = ServiceRuntime.forTest("sample")) {
            runtime.vertx().runOnContext(nothing -> {
                throw new IllegalStateException("one request's bug");
            });

            await().until(() -> runtime.meters()
                            .get("ricochet.uncaught.exceptions")
                            .counter()
                            .count()
                    == 1);
            assertThat(runtime.failure()).isNull();
        }
    }

    @Test
    void shouldListTheKeysOfKitAndService() {
        assertThat(Service.settings("payout-sink", ServiceTest::greeting))
                .extracting(Setting::key)
                .containsExactly(
                        "RICOCHET_MANAGEMENT_HOST",
                        "RICOCHET_MANAGEMENT_PORT",
                        "RICOCHET_SHUTDOWN_GRACE",
                        "RICOCHET_LOG_FORMAT",
                        "RICOCHET_GREETING");
    }

    private static String greeting(Settings settings) {
        return settings.text("RICOCHET_GREETING", "hi", "What it says.");
    }

    private static Readiness phase(ServiceRuntime runtime) {
        return runtime.health().report().checks().get("service");
    }
}

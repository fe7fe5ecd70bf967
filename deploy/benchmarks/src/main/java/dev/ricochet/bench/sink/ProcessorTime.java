package dev.ricochet.bench.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The processor time that a process takes for each delivery, over several rounds. Unlike rates it hardly depends on what else the
 * machine does.
 */
final class ProcessorTime {

    private final ProcessHandle process;
    private final List<Double> micros = new ArrayList<>();
    private long begunAt;

    ProcessorTime(long pid) {
        this.process = ProcessHandle.of(pid).orElseThrow();
    }

    void begin() {
        begunAt = nanos();
    }

    void end(int deliveries) {
        micros.add((nanos() - begunAt) / 1e3 / deliveries);
    }

    /** Microseconds a delivery, a figure for each round. */
    double[] micros() {
        return micros.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private long nanos() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
}

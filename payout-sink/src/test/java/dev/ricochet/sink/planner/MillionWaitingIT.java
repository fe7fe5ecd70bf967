package dev.ricochet.sink.planner;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million deliveries wait, each with a conversion of its own, over three days. What that takes of this process's memory, on the
 * heap and beside it, and what a scan in which ten are due looks at. Run it alone: other tests' memory would count as its own.
 */
@Tag("long")
class MillionWaitingIT {

    private static final int MILLION = 1_000_000;
    private static final int FIRST = 10_000;
    private static final int LIMIT = 2_000;
    private static final Duration THREE_DAYS = Duration.ofDays(3);

    /** A hundredth of what the deliveries would take there. */
    private static final long HEAP_MIB = 16;

    /** The stores' 128 MiB, what the allocator cannot use of it, the files that are open, and the heap's own ups and downs. */
    private static final long RESIDENT_MIB = 384;

    @TempDir
    private Path directory;

    private record Memory(long heapMiB, long residentMiB) {

        static Memory now() throws IOException {
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .orElseThrow();
            return new Memory(heap >> 20, Long.parseLong(resident.replaceAll("\\D", "")) >> 10);
        }
    }

    @Test
    void shouldHoldAMillionWaitingDeliveriesInBoundedMemory() throws Exception {
        try (RealStores real = new RealStores(directory)) {
            fill(real, 0, FIRST);
            Memory before = Memory.now();

            fill(real, FIRST, MILLION);
            Memory after = Memory.now();

            for (int number = 0; number < 10; number++) {
                real.add(RealStores.waiting(aConversion().build(), "due-" + number, "ep-1", NOON));
            }
            real.forgetCounts();
            long begin = System.nanoTime();
            assertThat(real.stores.due(NOON, LIMIT)).hasSize(10);
            assertThat(real.stores.nextDue()).contains(NOON);
            assertThat(real.stores.oldestOpen()).contains(NOON.minus(Duration.ofDays(1)));
            Duration scan = Duration.ofNanos(System.nanoTime() - begin);

            System.out.println("a million deliveries wait: heap " + before.heapMiB() + " MiB before, " + after.heapMiB()
                    + " after; resident " + before.residentMiB() + " before, " + after.residentMiB() + " after; disk "
                    + diskMiB() + "; a scan with ten due " + scan.toMillis() + " ms");
            assertThat(real.queues.visited()).isEqualTo(10);
            // The ten, the first that is not due, and the first once more for the gauge.
            assertThat(real.wake.visited()).isEqualTo(12);
            assertThat(after.heapMiB() - before.heapMiB()).isLessThan(HEAP_MIB);
            assertThat(after.residentMiB() - before.residentMiB()).isLessThan(RESIDENT_MIB);
        }
    }

    private static void fill(RealStores real, int from, int to) {
        for (int number = from; number < to; number++) {
            Duration ahead =
                    Duration.ofSeconds(1).plus(THREE_DAYS.multipliedBy(number).dividedBy(MILLION));
            var conversion = aConversion().build();
            real.add(RealStores.waiting(conversion, conversion.getConversionId(), "ep-1", NOON.plus(ahead)));
        }
    }

    private long diskMiB() throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    >> 20;
        }
    }
}

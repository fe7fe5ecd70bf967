package dev.ricochet.gateway.spool;

import static dev.ricochet.gateway.spool.SpoolFixture.record;
import static dev.ricochet.gateway.spool.SpoolFixture.valuesUpTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricochet.gateway.spool.SpoolFixture.Heard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    @TempDir
    private Path directory;

    @Test
    void shouldKeepTheOrderOverARestart() throws Exception {
        try (SpoolFixture first = SpoolFixture.in(directory)) {
            first.fill(500);
            assertThat(first.values()).isEqualTo(valuesUpTo(500));
            assertThat(first.gauge("records")).isEqualTo(500);
        }
        try (SpoolFixture second = SpoolFixture.in(directory)) {
            assertThat(second.values()).isEqualTo(valuesUpTo(500));
            assertThat(second.gauge("records")).isEqualTo(500);
            assertThat(second.gauge("bytes")).isPositive();
            long next = second.offer(record("next")).sequence.get(5, TimeUnit.SECONDS);
            assertThat(next).isEqualTo(501);
            assertThat(second.values()).hasSize(501).endsWith("value-499", "next");
        }
    }

    @Test
    void shouldTellOfARecordOnlyWhenItIsOnTheDisk() throws Exception {
        try (SpoolFixture gateway = SpoolFixture.in(directory)) {
            gateway.offer(record("told")).sequence.get(5, TimeUnit.SECONDS);
            // What a power cut would leave, taken while the spool is open.
            Path copy = copy(directory.resolve("db"));
            try (SpoolStore left = SpoolStore.open(copy, org.rocksdb.WALRecoveryMode.TolerateCorruptedTailRecords)) {
                assertThat(left.read(0, 10, 1_000)).hasSize(1);
            }
        }
    }

    @Test
    void shouldShareASyncAmongThoseWhoWait() throws Exception {
        try (SpoolFixture gateway = SpoolFixture.in(directory)) {
            gateway.fill(2_000);
            long syncs =
                    gateway.registry.get("ricochet.gateway.spool.sync").timer().count();
            assertThat(syncs).isBetween(1L, 1_999L);
            assertThat(gateway.count("written")).isEqualTo(2_000);
        }
    }

    @Test
    void shouldRefuseWhatDoesNotFitAndTakeItOnceThereIsRoom() throws Exception {
        try (SpoolFixture gateway = SpoolFixture.in(directory, 1_000)) {
            gateway.fill(4);
            Heard tooMuch = gateway.offer(record("x".repeat(1_000)));
            assertThatThrownBy(tooMuch.sequence::get).hasMessageContaining("the spool is full, 1000 bytes");
            assertThat(gateway.count("turned.away")).isEqualTo(1);
            assertThat(gateway.values()).isEqualTo(valuesUpTo(4));

            gateway.spool.storage().remove(5, 4, gateway.spool.storage().depth().bytes());
            assertThat(gateway.values()).isEmpty();
            assertThat(gateway.offer(record("now")).sequence.get(5, TimeUnit.SECONDS))
                    .isEqualTo(5);
        }
    }

    @Test
    void shouldNotWriteWhatKafkaHasByNow() throws Exception {
        try (SpoolFixture gateway = SpoolFixture.in(directory)) {
            Heard settled = new Heard();
            settled.settled = true;
            gateway.spool.offer(record("settled"), settled);
            gateway.offer(record("other")).sequence.get(5, TimeUnit.SECONDS);
            assertThat(gateway.values()).containsExactly("other");
            assertThat(settled.sequence).isNotDone();
        }
    }

    @Test
    void shouldNotGrowWithWhatPassesThrough() throws Exception {
        String large = "x".repeat(200_000);
        try (SpoolFixture gateway = SpoolFixture.in(directory)) {
            for (int round = 0; round < 20; round++) {
                long last = 0;
                for (int i = 0; i < 50; i++) {
                    last = gateway.offer(record(large)).sequence.get(20, TimeUnit.SECONDS);
                }
                gateway.spool
                        .storage()
                        .remove(last + 1, 50, gateway.spool.storage().depth().bytes());
            }
            assertThat(size(directory)).isLessThan(120L << 20);
            assertThat(gateway.gauge("bytes")).isZero();
        }
    }

    @Test
    void shouldBringEverythingToDiskBeforeItCloses() throws Exception {
        SpoolFixture first = SpoolFixture.in(directory);
        List<Heard> offered = valuesUpTo(1_000).stream()
                .map(value -> first.offer(record(value)))
                .toList();
        first.close();
        assertThat(offered).allSatisfy(heard -> assertThat(heard.sequence).isCompleted());
        assertThatThrownBy(first.offer(record("late")).sequence::get).hasMessageContaining("the spool is closed");
        try (SpoolFixture second = SpoolFixture.in(directory)) {
            assertThat(second.values()).isEqualTo(valuesUpTo(1_000));
        }
    }

    @Test
    void shouldLetNoOtherGatewayIntoItsDirectory() throws Exception {
        try (SpoolFixture first = SpoolFixture.in(directory)) {
            first.fill(1);
            assertThatThrownBy(() -> SpoolFixture.in(directory))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by another gateway");
            assertThat(first.values()).hasSize(1);
        }
    }

    @Test
    void shouldSayWhichDirectoryCannotBeUsed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "no directory");
        assertThatThrownBy(() -> SpoolFixture.in(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RICOCHET_GATEWAY_SPOOL_DIR");
    }

    private Path copy(Path db) throws Exception {
        Path copy = Files.createDirectory(directory.resolve("copy"));
        try (var files = Files.list(db)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static long size(Path directory) throws Exception {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}

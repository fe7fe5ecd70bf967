package dev.ricochet.gateway.spool;

import static dev.ricochet.gateway.spool.SpoolFixture.record;
import static dev.ricochet.gateway.spool.SpoolFixture.valuesUpTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved of a spool whose files were harmed while no gateway ran. */
class DamagedSpoolTest {

    @TempDir
    private Path directory;

    @Test
    void shouldDropATornLastWriteWithoutAWord() throws Exception {
        fill(100, 1);
        Path log = largest("*.log");
        cut(log, Files.size(log) - 10);

        try (SpoolFixture gateway = SpoolFixture.in(directory)) {
            assertThat(gateway.values()).isEqualTo(valuesUpTo(99));
            assertThat(gateway.count("corrupt")).isZero();
            assertThat(aside()).isEmpty();
            assertThat(gateway.offer(record("next")).sequence.get(5, TimeUnit.SECONDS))
                    .isEqualTo(100);
        }
    }

    @Test
    void shouldSaveWhatStandsBeforeAndAfterDamageInTheLog() throws Exception {
        fill(2_000, 1);
        Path log = largest("*.log");
        overwrite(log, Files.size(log) / 2, 40);

        try (SpoolFixture gateway = SpoolFixture.in(directory)) {
            List<String> saved = gateway.values();
            assertThat(saved)
                    .hasSizeBetween(1_000, 1_999)
                    .startsWith("value-0", "value-1")
                    .endsWith("value-1999");
            assertThat(gateway.count("corrupt")).isEqualTo(2_000 - saved.size());
            assertThat(valuesUpTo(2_000)).containsSubsequence(saved);
            assertThat(aside()).singleElement().asString().contains("db-");
            assertThat(gateway.offer(record("next")).sequence.get(5, TimeUnit.SECONDS))
                    .isEqualTo(2_001);
        }
    }

    @Test
    void shouldSaveEverythingWhereOnlyTheListOfFilesIsLost() throws Exception {
        fill(300, 100);
        overwrite(largest("MANIFEST-*"), 0, 50);
        try (SpoolFixture gateway = SpoolFixture.in(directory)) {
            assertThat(gateway.values()).isEqualTo(valuesUpTo(300));
            assertThat(gateway.count("corrupt")).isZero();
            assertThat(gateway.spool.isTaking()).isTrue();
        }
        Files.delete(directory.resolve("db").resolve("CURRENT"));
        try (SpoolFixture gateway = SpoolFixture.in(directory)) {
            assertThat(gateway.values()).isEqualTo(valuesUpTo(300));
        }
    }

    @Test
    void shouldSaveTheOtherBlocksOfADamagedTable() throws Exception {
        List<String> values = fillTables(20_000);
        Path table = largest("*.sst");
        overwrite(table, Files.size(table) / 2, 200);

        try (SpoolFixture gateway = SpoolFixture.in(directory)) {
            // RocksDB opens it; the damage shows when it is read.
            org.awaitility.Awaitility.await().until(() -> gateway.count("corrupt") > 0 && gateway.spool.isTaking());
            List<String> saved = gateway.values();
            assertThat(saved).hasSizeGreaterThan(15_000).hasSizeLessThan(20_000);
            assertThat(saved.get(0)).isEqualTo(values.get(0));
            assertThat(saved.get(saved.size() - 1)).isEqualTo(values.get(values.size() - 1));
            assertThat(gateway.count("corrupt")).isEqualTo(20_000 - saved.size());
        }
    }

    @Test
    void shouldSaveTheOthersWhereATableIsGone() throws Exception {
        fillTables(100);
        Files.delete(largest("*.sst"));
        try (SpoolFixture gateway = SpoolFixture.in(directory)) {
            assertThat(gateway.spool.isTaking()).isTrue();
            assertThat(aside()).hasSize(1);
        }
    }

    @Test
    void shouldStartEmptyRatherThanNotAtAll() throws Exception {
        fill(10, 1);
        try (var files = Files.list(directory.resolve("db"))) {
            for (Path file : files.toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        try (SpoolFixture gateway = SpoolFixture.in(directory)) {
            assertThat(gateway.values()).isEmpty();
            assertThat(gateway.spool.isTaking()).isTrue();
            assertThat(aside()).hasSize(1);
            assertThat(gateway.offer(record("next")).sequence.get(5, TimeUnit.SECONDS))
                    .isPositive();
        }
    }

    private void fill(int count, int atOnce) throws Exception {
        try (SpoolFixture gateway = SpoolFixture.in(directory)) {
            for (int i = 0; i < count; i += atOnce) {
                List<SpoolFixture.Heard> batch = new ArrayList<>();
                for (int j = i; j < i + atOnce; j++) {
                    batch.add(gateway.offer(record(j)));
                }
                for (SpoolFixture.Heard heard : batch) {
                    heard.sequence.get(5, TimeUnit.SECONDS);
                }
            }
        }
    }

    /** Values that do not compress, so that many blocks lie in the table. */
    private List<String> fillTables(int count) throws Exception {
        Random random = new Random(1);
        List<String> values = new ArrayList<>();
        try (SpoolFixture gateway = SpoolFixture.in(directory)) {
            SpoolFixture.Heard last = null;
            for (int i = 0; i < count; i++) {
                values.add(i + "-" + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()));
                last = gateway.offer(record(values.get(i)));
            }
            assertThat(last).isNotNull();
            last.sequence.get(20, TimeUnit.SECONDS);
            gateway.spool.storage().flush();
        }
        return values;
    }

    private List<Path> aside() throws Exception {
        try (var files = Files.list(directory.resolve("aside"))) {
            return files.toList();
        }
    }

    private Path largest(String glob) throws Exception {
        Path largest = null;
        try (var files = Files.newDirectoryStream(directory.resolve("db"), glob)) {
            for (Path file : files) {
                if (largest == null || Files.size(file) > Files.size(largest)) {
                    largest = file;
                }
            }
        }
        assertThat(largest).isNotNull();
        return largest;
    }

    private static void cut(Path file, long size) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static void overwrite(Path file, long position, int bytes) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(
                    ByteBuffer.wrap("x".repeat(bytes).getBytes(java.nio.charset.StandardCharsets.UTF_8)), position);
        }
    }
}

package dev.ricochet.gateway.spool;

import dev.ricochet.gateway.spool.SpoolStore.Raw;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves what can be read of a damaged database into a new one, without trusting the damaged one's own list of its files.
 *
 * <p>The log files are put beside a fresh, empty database, which reads them in as its own and skips records that are damaged
 * ({@code SkipAnyCorruptedRecords}). The table files are read one by one, around blocks that are damaged. Entries that were
 * replayed already can come back that way; they are sent twice, which does no harm.
 */
final class Salvage {
    private static final Logger log = LoggerFactory.getLogger(Salvage.class);
    private static final int ENTRIES_AT_ONCE = 1_000;

    /** Above any number that the fresh database gives to a file of its own. */
    private static final long LOG_NUMBERS_FROM = 1_000_000;

    private Salvage() {}

    /** Returns how many entries were found in table files; those of the log count when the database is read. */
    static long copy(Path damaged, Path fresh) throws IOException, RocksDBException {
        deleteTree(fresh);
        SpoolStore.open(fresh, WALRecoveryMode.SkipAnyCorruptedRecords).close();
        long number = LOG_NUMBERS_FROM;
        for (Path file : files(damaged, "*.log")) {
            link(file, fresh.resolve(String.format("%06d.log", number++)));
        }
        long found = 0;
        try (SpoolStore store = SpoolStore.open(fresh, WALRecoveryMode.SkipAnyCorruptedRecords)) {
            for (Path table : files(damaged, "*.sst")) {
                found += copyTable(table, store);
            }
            store.flush();
        }
        return found;
    }

    private static long copyTable(Path table, SpoolStore store) throws RocksDBException {
        List<Raw> pending = new ArrayList<>(ENTRIES_AT_ONCE);
        long found = 0;
        try (TableReader entries = TableReader.open(table)) {
            for (Raw entry = entries.next(); entry != null; entry = entries.next()) {
                pending.add(entry);
                found++;
                if (pending.size() == ENTRIES_AT_ONCE) {
                    store.appendUnsynced(pending);
                    pending.clear();
                }
            }
        } catch (RocksDBException unreadable) {
            log.atError().addKeyValue("file", table).setCause(unreadable).log("A table of the spool cannot be read");
        }
        store.appendUnsynced(pending);
        return found;
    }

    private static List<Path> files(Path directory, String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.exists(directory)) {
            try (var found = Files.newDirectoryStream(directory, glob)) {
                found.forEach(files::add);
            }
        }
        // Their names are numbers of at least six digits; longer ones come later.
        files.sort(Comparator.<Path>comparingInt(
                        file -> file.getFileName().toString().length())
                .thenComparing(file -> file.getFileName().toString()));
        return files;
    }

    private static void link(Path file, Path name) throws IOException {
        try {
            Files.createLink(name, file);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.copy(file, name);
        }
    }

    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

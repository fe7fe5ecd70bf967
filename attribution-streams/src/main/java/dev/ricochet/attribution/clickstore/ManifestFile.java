package dev.ricochet.attribution.clickstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manifest on disk. Replaced as a whole, so that it is never half written. */
final class ManifestFile {

    private static final Logger LOG = LoggerFactory.getLogger(ManifestFile.class);

    private final Path directory;
    private final Path file;

    ManifestFile(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("manifest");
    }

    /**
     * Reads it. What an older version has left, or what is no manifest, is deleted together with all segments: without
     * it nobody knows what they hold, and the topic does.
     *
     * @throws ProcessorStateException if a newer version wrote it
     */
    Manifest read() {
        try {
            Files.createDirectories(directory);
            String text = Files.exists(file) ? Files.readString(file) : "";
            Integer version = Manifest.versionOf(text);
            if (version != null && version > Manifest.VERSION) {
                throw new ProcessorStateException("clicks in " + directory + " are kept in layout " + version
                        + ", this version reads layout " + Manifest.VERSION
                        + "; run the newer version, or delete the directory to have it restored from the topic");
            }
            Manifest manifest = version != null && version == Manifest.VERSION ? Manifest.parse(text) : null;
            return manifest == null ? startOver(text) : manifest;
        } catch (IOException failed) {
            throw new UncheckedIOException("the click store cannot use " + directory, failed);
        }
    }

    void write(Manifest manifest) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(manifest.text().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be written", failed);
        }
    }

    private Manifest startOver(String text) throws IOException {
        try (var entries = Files.list(directory)) {
            if (entries.findAny().isEmpty()) {
                return Manifest.EMPTY;
            }
        }
        LOG.atWarn()
                .addKeyValue("directory", directory.toString())
                .addKeyValue("first_line", text.lines().findFirst().orElse("none"))
                .addKeyValue("expected_layout", Manifest.VERSION)
                .log(
                        "clicks on disk are of an older layout or have no readable manifest, restoring them from the topic");
        Utils.delete(directory.toFile());
        Files.createDirectories(directory);
        return Manifest.EMPTY;
    }
}

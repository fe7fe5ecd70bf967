package dev.ricochet.attribution.clickstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.errors.ProcessorStateException;

/** What one store has on disk: the layout's version, the segments, the offset. */
record StoreFiles(Segments segments, OffsetFile offsets) implements AutoCloseable {

    private static final String LAYOUT = "1";

    static StoreFiles open(Path directory, ClickStoreMemory memory, int openSegments, ClickStoreMeters meters) {
        claim(directory);
        return new StoreFiles(
                new Segments(directory, memory, openSegments, meters.segments),
                new OffsetFile(directory.resolve("offset")));
    }

    private static void claim(Path directory) {
        Path layout = directory.resolve("layout");
        try {
            Files.createDirectories(directory);
            if (!Files.exists(layout)) {
                Files.writeString(layout, LAYOUT);
            }
            String found = Files.readString(layout);
            if (!found.equals(LAYOUT)) {
                throw new ProcessorStateException("clicks in " + directory + " are kept in layout " + found
                        + ", this version reads layout " + LAYOUT
                        + "; delete the directory to have it restored from the topic");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the click store cannot use " + directory, failed);
        }
    }

    @Override
    public void close() {
        segments.close();
    }
}

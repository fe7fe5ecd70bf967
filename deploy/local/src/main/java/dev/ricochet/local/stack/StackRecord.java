package dev.ricochet.local.stack;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The note that a stack leaves in its data directory from the start of its first process on.
 *
 * @param supervisor the process that started the others and stops them
 * @param ready whether every part has become ready; until then the stack is starting
 * @param processes the parts, in the order in which they were started
 */
public record StackRecord(
        ProcessId supervisor,
        boolean ready,
        String bootstrapServers,
        String registryUrl,
        String gatewayUrl,
        List<Part> processes) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            // isAlive() asks the system, it is no part of the note.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    /**
     * One process of the stack.
     *
     * @param address where the part is reached, and where its readiness is asked
     */
    public record Part(String name, ProcessId process, String address, String log) {}

    public StackRecord {
        processes = List.copyOf(processes);
    }

    /** The stack that is ready on the directory. A note left behind by a supervisor that is gone does not count. */
    public static Optional<StackRecord> ofRunning(Path dataDirectory) {
        return read(dataDirectory)
                .filter(stack -> stack.ready() && stack.supervisor().isAlive());
    }

    /** The note as it is, of a stack that starts, runs, or has ended without clearing it away. */
    public static Optional<StackRecord> read(Path dataDirectory) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file(dataDirectory)), StackRecord.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file(dataDirectory), e);
        }
    }

    void write(Path dataDirectory) {
        Path file = file(dataDirectory);
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(draft, JSON.writeValueAsBytes(this));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    public static void clear(Path dataDirectory) {
        try {
            Files.deleteIfExists(file(dataDirectory));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file(dataDirectory), e);
        }
    }

    private static Path file(Path dataDirectory) {
        return dataDirectory.resolve("stack.json");
    }
}

package dev.ricochet.schemas.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;

/** The schemas that were released, in a directory: {@code NAME/VERSION.avsc}, versions counted from 1. */
final class Release {

    private static final SchemaValidator READS_ALL =
            new SchemaValidatorBuilder().canReadStrategy().validateAll();

    private final Path directory;

    Release(Path directory) {
        this.directory = directory;
    }

    /** What users of the contract would suffer from these schemas; empty when nothing. */
    List<String> problemsOf(Map<String, Schema> now) throws IOException {
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, List<Schema>> released : released().entrySet()) {
            Schema schema = now.get(released.getKey());
            if (schema == null) {
                problems.add(
                        released.getKey()
                                + " was released and is gone. Topics and stores still hold such records: bring it back, "
                                + "or, when nobody can hold one any more, delete its directory of released schemas in the same change.");
                continue;
            }
            for (int i = 0; i < released.getValue().size(); i++) {
                for (String loss : lossesOf(schema, released.getValue().get(i))) {
                    problems.add(released.getKey() + " can no longer read its released version " + (i + 1) + ": " + loss
                            + "\nGive a new field a default, keep the type and name of an old one (a renamed "
                            + "field needs an alias), keep enum symbols; for anything else make a new topic (….v2).");
                }
            }
        }
        return problems;
    }

    private static List<String> lossesOf(Schema reader, Schema writer) {
        List<String> losses = new ArrayList<>();
        try {
            READS_ALL.validate(reader, List.of(writer));
        } catch (SchemaValidationException broken) {
            losses.add(broken.getMessage());
        }
        losses.addAll(removedSymbols(reader, writer));
        return losses;
    }

    /** Avro calls an enum with a default compatible whatever it lost, and would read what old records say as that default. */
    private static List<String> removedSymbols(Schema reader, Schema writer) {
        Map<String, Schema> present = enumsOf(reader);
        List<String> removed = new ArrayList<>();
        enumsOf(writer).forEach((name, before) -> {
            Schema now = present.get(name);
            if (now != null && !now.getEnumSymbols().containsAll(before.getEnumSymbols())) {
                List<String> missing = new ArrayList<>(before.getEnumSymbols());
                missing.removeAll(now.getEnumSymbols());
                removed.add("the enum " + name + " has lost " + String.join(", ", missing));
            }
        });
        return removed;
    }

    private static Map<String, Schema> enumsOf(Schema schema) {
        Map<String, Schema> enums = new TreeMap<>();
        for (Schema type : Contract.namedIn(schema)) {
            if (type.getType() == Schema.Type.ENUM) {
                enums.put(type.getFullName(), type);
            }
        }
        return enums;
    }

    /** Keeps these schemas, each as a further version where it differs from the newest; tells what was written. */
    List<Path> add(Map<String, Schema> now) throws IOException {
        List<Path> written = new ArrayList<>();
        Map<String, List<Schema>> released = released();
        for (Map.Entry<String, Schema> entry : now.entrySet()) {
            List<Schema> versions = released.getOrDefault(entry.getKey(), List.of());
            if (versions.isEmpty() || !versions.get(versions.size() - 1).equals(entry.getValue())) {
                Path file = directory.resolve(entry.getKey()).resolve(versions.size() + 1 + ".avsc");
                Files.createDirectories(file.getParent());
                Files.writeString(
                        file, SchemaFormatter.format("json/pretty", entry.getValue()) + "\n", StandardCharsets.UTF_8);
                written.add(file);
            }
        }
        return written;
    }

    private Map<String, List<Schema>> released() throws IOException {
        Map<String, List<Schema>> released = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            return released;
        }
        try (Stream<Path> names = Files.list(directory)) {
            for (Path name : names.filter(Files::isDirectory).toList()) {
                List<Schema> versions = new ArrayList<>();
                while (Files.exists(name.resolve(versions.size() + 1 + ".avsc"))) {
                    Path file = name.resolve(versions.size() + 1 + ".avsc");
                    versions.add(new Schema.Parser().parse(file.toFile()));
                }
                released.put(name.getFileName().toString(), versions);
            }
        }
        return released;
    }
}

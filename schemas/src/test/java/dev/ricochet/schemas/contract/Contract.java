package dev.ricochet.schemas.contract;

import dev.ricochet.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The schemas as they are now, read from the generated classes. */
final class Contract {

    private static final Path SOURCES = Path.of("src/main/avro");

    private Contract() {}

    /** What is released under a name of its own: each topic's value by its subject, each state record by its full name. */
    static Map<String, Schema> releasable() {
        Map<String, Schema> schemas = new TreeMap<>();
        Topics.records()
                .forEach(
                        topic -> schemas.put(topic.subject(), SpecificData.get().getSchema(topic.type())));
        declared().stream()
                .filter(schema -> schema.getType() == Schema.Type.RECORD)
                .filter(schema -> schema.getNamespace().endsWith(".state"))
                .forEach(schema -> schemas.put(schema.getFullName(), schema));
        return schemas;
    }

    /** Every record and enum, those inside others too. */
    static Set<Schema> named() {
        Set<Schema> named = new LinkedHashSet<>();
        declared().forEach(schema -> collect(schema, named));
        return named;
    }

    /** This schema's own records and enums, itself included. */
    static Set<Schema> namedIn(Schema schema) {
        Set<Schema> named = new LinkedHashSet<>();
        collect(schema, named);
        return named;
    }

    private static List<Schema> declared() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Schema> schemas = new ArrayList<>();
            files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted()
                    .forEach(file -> schemas.add(generated(file)));
            return schemas;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Schema generated(Path file) {
        String room = file.getParent().getFileName().toString();
        String name = file.getFileName().toString().replace(".avsc", "");
        try {
            return SpecificData.get().getSchema(Class.forName("dev.ricochet.schemas." + room + "." + name));
        } catch (ClassNotFoundException misnamed) {
            throw new AssertionError(file + " must declare dev.ricochet.schemas." + room + "." + name, misnamed);
        }
    }

    private static void collect(Schema schema, Set<Schema> named) {
        switch (schema.getType()) {
            case RECORD -> {
                if (named.add(schema)) {
                    schema.getFields().forEach(field -> collect(field.schema(), named));
                }
            }
            case ENUM -> named.add(schema);
            case ARRAY -> collect(schema.getElementType(), named);
            case MAP -> collect(schema.getValueType(), named);
            case UNION -> schema.getTypes().forEach(type -> collect(type, named));
            default -> {
                // A primitive type has no name and no parts.
            }
        }
    }
}

package dev.ricochet.schemas.serde;

import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** The schemas that released versions wrote, kept as {@code released/NAME/VERSION.avsc} with versions counted from 1. */
final class ReleasedSchemas {

    private static final ReleasedSchemas ON_CLASS_PATH = new ReleasedSchemas("/dev/ricochet/schemas/released/");

    private final String root;

    private ReleasedSchemas(String root) {
        this.root = root;
    }

    static ReleasedSchemas onClassPath() {
        return ON_CLASS_PATH;
    }

    static ReleasedSchemas under(String root) {
        return new ReleasedSchemas(root);
    }

    /** The released schema of this record with this fingerprint, whether it was released by its name or as a topic's value. */
    Optional<Schema> withFingerprint(String record, long fingerprint) {
        Stream<String> subjects = Topics.records().stream()
                .filter(topic -> topic.type().getName().equals(record))
                .map(Topic::subject);
        return Stream.concat(Stream.of(record), subjects)
                .flatMap(this::of)
                .filter(schema -> SchemaNormalization.parsingFingerprint64(schema) == fingerprint)
                .findFirst();
    }

    private Stream<Schema> of(String name) {
        List<Schema> schemas = new ArrayList<>();
        for (int version = 1; ; version++) {
            try (InputStream file = ReleasedSchemas.class.getResourceAsStream(root + name + "/" + version + ".avsc")) {
                if (file == null) {
                    return schemas.stream();
                }
                schemas.add(new Schema.Parser().parse(file));
            } catch (IOException unreadable) {
                throw new UncheckedIOException("released schema " + name + " version " + version, unreadable);
            }
        }
    }
}

package dev.ricochet.schemas.serde;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    Optional<Schema> withFingerprint(String name, long fingerprint) {
        return of(name).stream()
                .filter(schema -> SchemaNormalization.parsingFingerprint64(schema) == fingerprint)
                .findFirst();
    }

    private List<Schema> of(String name) {
        List<Schema> schemas = new ArrayList<>();
        for (int version = 1; ; version++) {
            try (InputStream file = ReleasedSchemas.class.getResourceAsStream(root + name + "/" + version + ".avsc")) {
                if (file == null) {
                    return schemas;
                }
                schemas.add(new Schema.Parser().parse(file));
            } catch (IOException unreadable) {
                throw new UncheckedIOException("released schema " + name + " version " + version, unreadable);
            }
        }
    }
}

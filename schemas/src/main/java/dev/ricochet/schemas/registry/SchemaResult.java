package dev.ricochet.schemas.registry;

import java.util.List;

/** What came of one subject. */
public sealed interface SchemaResult {

    String subject();

    /** The schema is new (under this subject) and was registered; when only checked: would be. */
    record Registered(String subject) implements SchemaResult {}

    /**
     * The schema is registered already.
     *
     * @param id its id
     * @param levelWasSet whether the subject was {@code BACKWARD_TRANSITIVE} already; registering makes it so
     */
    record Same(String subject, int id, boolean levelWasSet) implements SchemaResult {}

    /** A reader with the new schema could not read what was written with an older one. Nothing was changed. */
    record Incompatible(String subject, List<String> messages) implements SchemaResult {

        public Incompatible {
            messages = List.copyOf(messages);
        }
    }
}

package dev.ricochet.schemas.registry;

import java.util.List;

/** What came of every subject, in the order of the topics. */
public record RegistrationReport(List<SchemaResult> subjects) {

    public RegistrationReport {
        subjects = List.copyOf(subjects);
    }

    /** Whether every schema is registered now; when only checked: could be. */
    public boolean isGood() {
        return subjects.stream().noneMatch(SchemaResult.Incompatible.class::isInstance);
    }
}

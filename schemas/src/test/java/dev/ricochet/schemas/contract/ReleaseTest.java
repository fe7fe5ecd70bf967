package dev.ricochet.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the check of {@link ReleasedContractTest} can fail. */
class ReleaseTest {

    private static final String SUBJECT = "ricochet.things.v1-value";
    private static final Schema FIRST = SchemaBuilder.record("Thing")
            .fields()
            .requiredString("id")
            .optionalString("note")
            .endRecord();
    private static final Schema SECOND = SchemaBuilder.record("Thing")
            .fields()
            .requiredString("id")
            .name("count")
            .type()
            .intType()
            .intDefault(1)
            .endRecord();

    @TempDir
    private Path directory;

    private Release release;

    @BeforeEach
    void releaseTwoVersions() throws Exception {
        release = new Release(directory);
        release.add(Map.of(SUBJECT, FIRST));
        release.add(Map.of(SUBJECT, SECOND));
    }

    @Test
    void shouldKeepEachVersionInAFileOfItsOwn() throws Exception {
        assertThat(directory.resolve(SUBJECT + "/1.avsc")).content().contains("note");
        assertThat(directory.resolve(SUBJECT + "/2.avsc")).content().contains("count");
        assertThat(release.add(Map.of(SUBJECT, SECOND))).isEmpty();
        try (var files = Files.list(directory.resolve(SUBJECT))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void shouldAcceptWhatReadsEveryReleasedVersion() throws Exception {
        assertThat(release.problemsOf(Map.of(SUBJECT, FIRST))).isEmpty();
        assertThat(release.problemsOf(Map.of(SUBJECT, SECOND))).isEmpty();
    }

    @Test
    void shouldAcceptATypeThatWasNeverReleased() throws Exception {
        assertThat(release.problemsOf(Map.of(SUBJECT, SECOND, "ricochet.others.v1-value", FIRST)))
                .isEmpty();
    }

    @Test
    void shouldRefuseANewFieldWithoutDefault() throws Exception {
        Schema broken = SchemaBuilder.record("Thing")
                .fields()
                .requiredString("id")
                .requiredString("colour")
                .endRecord();

        assertThat(release.problemsOf(Map.of(SUBJECT, broken)))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains(SUBJECT, "Give a new field a default"));
    }

    @Test
    void shouldRefuseAChangeThatOnlyTheFirstVersionSuffersFrom() throws Exception {
        // Reads version 2, which has a count; version 1 has none.
        Schema broken = SchemaBuilder.record("Thing")
                .fields()
                .requiredString("id")
                .requiredInt("count")
                .endRecord();

        assertThat(release.problemsOf(Map.of(SUBJECT, broken)))
                .singleElement()
                .asString()
                .contains("can no longer read its released version 1");
    }

    @Test
    void shouldRefuseAnotherTypeOfAField() throws Exception {
        Schema broken =
                SchemaBuilder.record("Thing").fields().requiredLong("id").endRecord();

        assertThat(release.problemsOf(Map.of(SUBJECT, broken))).hasSize(2);
    }

    @Test
    void shouldRefuseARemovedSymbol() throws Exception {
        release.add(Map.of("ricochet.parcels.v1-value", parcel("UNKNOWN", "SENT", "LOST")));

        assertThat(release.problemsOf(Map.of(SUBJECT, SECOND, "ricochet.parcels.v1-value", parcel("UNKNOWN", "SENT"))))
                .singleElement()
                .asString()
                .contains("ricochet.parcels.v1-value", "the enum State has lost LOST");
        assertThat(release.problemsOf(Map.of(
                        SUBJECT, SECOND, "ricochet.parcels.v1-value", parcel("UNKNOWN", "SENT", "LOST", "FOUND"))))
                .isEmpty();
    }

    @Test
    void shouldRefuseThatAReleasedTypeIsGoneOrRenamed() throws Exception {
        assertThat(release.problemsOf(Map.of("ricochet.articles.v1-value", SECOND)))
                .singleElement()
                .asString()
                .contains(SUBJECT, "was released and is gone");
    }

    private static Schema parcel(String... states) {
        return SchemaBuilder.record("Parcel")
                .fields()
                .name("states")
                .type()
                .array()
                .items()
                .enumeration("State")
                .defaultSymbol("UNKNOWN")
                .symbols(states)
                .noDefault()
                .endRecord();
    }
}

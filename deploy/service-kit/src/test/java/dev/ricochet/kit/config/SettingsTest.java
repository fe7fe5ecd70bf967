package dev.ricochet.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    enum Role {
        MATCH,
        SETTLE,
        DRY_RUN
    }

    record Sample(int port, Duration patience, long spool, boolean fast, Set<Role> roles, Path home) {
        static Sample from(Settings settings) {
            return new Sample(
                    settings.port("RICOCHET_PORT", 8080, "Where it listens."),
                    settings.duration("RICOCHET_PATIENCE", "30s", "How long it waits."),
                    settings.bytes("RICOCHET_SPOOL", "64MiB", "How much it keeps."),
                    settings.flag("RICOCHET_FAST", false, "Whether it hurries."),
                    settings.setOf("RICOCHET_ROLES", Role.class, "match,settle", "What it does."),
                    settings.path("RICOCHET_HOME", "state", "Where it keeps things."));
        }
    }

    @Test
    void shouldTakeEveryDefaultFromAnEmptyEnvironment() {
        assertThat(Settings.read(Map.of(), Sample::from))
                .isEqualTo(new Sample(
                        8080,
                        Duration.ofSeconds(30),
                        64L << 20,
                        false,
                        Set.of(Role.MATCH, Role.SETTLE),
                        Path.of("state")));
    }

    @Test
    void shouldTakeEveryValueThatIsGiven() {
        Map<String, String> environment = Map.of(
                "RICOCHET_PORT", "0",
                "RICOCHET_PATIENCE", "500ms",
                "RICOCHET_SPOOL", "2GiB",
                "RICOCHET_FAST", "TRUE",
                "RICOCHET_ROLES", "Settle, dry-run",
                "RICOCHET_HOME", "/var/lib/x");

        assertThat(Settings.read(environment, Sample::from))
                .isEqualTo(new Sample(
                        0,
                        Duration.ofMillis(500),
                        2L << 30,
                        true,
                        Set.of(Role.SETTLE, Role.DRY_RUN),
                        Path.of("/var/lib/x")));
    }

    @Test
    void shouldReportEveryProblemAtOnce() {
        Map<String, String> environment = Map.of(
                "RICOCHET_PORT", "70000",
                "RICOCHET_PATIENCE", "30",
                "RICOCHET_SPOOL", "64 bananas",
                "RICOCHET_FAST", "yes",
                "RICOCHET_ROLES", "match,,dance");

        assertThat(problems(environment, Sample::from))
                .containsExactly(
                        "RICOCHET_PORT=70000 is wrong, expected: port, 0 to 65535 (out of range)",
                        "RICOCHET_PATIENCE=30 is wrong, expected: duration, such as 500ms, 30s, 10m, 12h or 7d (not a number with a unit)",
                        "RICOCHET_SPOOL=64 bananas is wrong, expected: size, such as 512B, 16KiB, 64MiB or 2GiB (unknown unit bananas)",
                        "RICOCHET_FAST=yes is wrong, expected: true or false (neither)",
                        "RICOCHET_ROLES=match,,dance is wrong, expected: some of match, settle, dry-run, separated by commas ('' is none of them)");
    }

    @Test
    void shouldRefuseAKeyThatNobodyReadsAndSuggestTheNearest() {
        assertThat(problems(Map.of("RICOCHET_PROT", "1", "HOME", "/root"), Sample::from))
                .containsExactly("RICOCHET_PROT is not known, did you mean RICOCHET_PORT?");
    }

    @Test
    void shouldListTheKnownKeysWhenNoneIsNear() {
        assertThat(problems(Map.of("RICOCHET_SOMETHING_ELSE", "1"), s -> s.port("RICOCHET_PORT", 1, "Listens.")))
                .containsExactly("RICOCHET_SOMETHING_ELSE is not known, expected: one of RICOCHET_PORT");
    }

    @Test
    void shouldReportUnknownKeysBesideWrongValues() {
        assertThat(problems(Map.of("RICOCHET_PORT", "x", "RICOCHET_HOMES", "y"), Sample::from))
                .hasSize(2);
    }

    @Test
    void shouldNameWhatIsMissing() {
        assertThat(problems(Map.of("RICOCHET_URL", ""), s -> s.text("RICOCHET_URL", null, "Where it is.")))
                .containsExactly("RICOCHET_URL is missing, expected: text (Where it is.)");
    }

    @Test
    void shouldReadOptionalValuesAsNull() {
        Function<Settings, @Nullable String> reader = s -> s.optionalText("RICOCHET_RACK", "Rack of the instance.");

        assertThat(Settings.<@Nullable String>read(Map.of(), reader)).isNull();
        assertThat(Settings.<@Nullable String>read(Map.of("RICOCHET_RACK", "r1"), reader))
                .isEqualTo("r1");
    }

    @Test
    void shouldReadASecretFromAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "s3cret\n");

        Secret secret = Settings.read(
                Map.of("RICOCHET_TOKEN_FILE", file.toString()), s -> s.secret("RICOCHET_TOKEN", null, "Opens."));

        assertThat(secret.value()).isEqualTo("s3cret");
        assertThat(secret).hasToString("****");
    }

    @Test
    void shouldRefuseASecretGivenTwice() {
        assertThat(problems(
                        Map.of("RICOCHET_TOKEN", "a", "RICOCHET_TOKEN_FILE", "b"),
                        s -> s.secret("RICOCHET_TOKEN", null, "Opens.")))
                .containsExactly("RICOCHET_TOKEN and RICOCHET_TOKEN_FILE are both given, expected: one of them");
    }

    @Test
    void shouldSayThatASecretsFileCannotBeRead() {
        assertThat(problems(Map.of("RICOCHET_TOKEN_FILE", "/nowhere"), s -> s.secret("RICOCHET_TOKEN", null, "Opens.")))
                .singleElement()
                .asString()
                .startsWith("RICOCHET_TOKEN_FILE=/nowhere cannot be read, expected: a file with the value");
    }

    @Test
    void shouldNeverShowASecretInAProblem() {
        Function<Settings, Integer> reader = s -> s.secret(
                "RICOCHET_TOKEN",
                null,
                "Opens.",
                "whole number",
                text -> {
                    throw new IllegalArgumentException("bad: " + text);
                },
                0);

        ConfigurationException thrown = failure(Map.of("RICOCHET_TOKEN", "hunter2"), reader);

        assertThat(thrown).hasMessageNotContaining("hunter2").hasNoCause();
        assertThat(thrown.problems()).containsExactly("RICOCHET_TOKEN=**** is wrong, expected: whole number");
    }

    @Test
    void shouldPreferNotedProblemsToWhatStumblesOverAStandIn() {
        assertThat(problems(Map.of("RICOCHET_PORT", "x"), settings -> {
                    settings.port("RICOCHET_PORT", 1, "Listens.");
                    throw new IllegalArgumentException("stumbled");
                }))
                .singleElement()
                .asString()
                .startsWith("RICOCHET_PORT=x");
    }

    @Test
    void shouldReportWhatTheReaderItselfRefuses() {
        assertThat(problems(Map.of(), settings -> {
                    throw new IllegalArgumentException("the lower bound lies above the upper");
                }))
                .containsExactly("the lower bound lies above the upper");
    }

    @Test
    void shouldRefuseToDeclareAKeyInTwoWays() {
        assertThatThrownBy(() -> Settings.reference(
                        s -> s.port("RICOCHET_PORT", 1, "One.") + s.port("RICOCHET_PORT", 2, "Two.")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RICOCHET_PORT");
    }

    @ParameterizedTest
    @CsvSource({"0ms,0", "250ms,250", "30s,30000", "10m,600000", "12h,43200000", "7d,604800000", "1 s,1000"})
    void shouldReadDurations(String text, long millis) {
        assertThat(Units.duration(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1.5s", "30", "1w", "30S", "999999999999999999d"})
    void shouldRefuseWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> Units.duration(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0B,0", "512B,512", "16KiB,16384", "1TiB,1099511627776"})
    void shouldReadSizes(String text, long bytes) {
        assertThat(Units.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"64", "64MB", "64mib", "9999999999TiB"})
    void shouldRefuseWhatIsNoSize(String text) {
        assertThatThrownBy(() -> Units.bytes(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> problems(Map<String, String> environment, Function<Settings, ?> reader) {
        return failure(environment, reader).problems();
    }

    private static ConfigurationException failure(Map<String, String> environment, Function<Settings, ?> reader) {
        return catchThrowableOfType(ConfigurationException.class, () -> Settings.read(environment, reader));
    }
}

package dev.ricochet.kit.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.kit.service.ServiceRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {
    /** What {@code printf rk_sample | sha256sum} prints. */
    private static final String SAMPLE_HASH = "b9307da2dfe7c58009099d5862712220eb9e8dd6eba0cb57fcf401cfbeb0aead";

    @TempDir
    private Path directory;

    private final ServiceRuntime runtime = ServiceRuntime.forTest("keys");

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void shouldKnowAHolderByTheKeyAndNobodyElse() throws Exception {
        ApiKeys keys = ApiKeys.follow(file("ann admin " + SAMPLE_HASH), runtime);

        assertThat(keys.holderOf("rk_sample")).extracting(ApiKey::name).isEqualTo("ann");
        assertThat(keys.holderOf("rk_sampl")).isNull();
        assertThat(keys.holderOf("")).isNull();
        assertThat(keys.holderOf(SAMPLE_HASH)).isNull();
    }

    @Test
    void shouldTakeNewKeysAndLeaveTheOldOnesWhereTheFileIsWrong() throws Exception {
        ApiKeys keys = ApiKeys.follow(file("ann admin " + hash("rk_sample")), runtime);

        file("ann admin");
        keys.look();
        keys.look();
        assertThat(keys.holderOf("rk_sample")).isNotNull();

        file("rob read " + hash("rk_new"));
        await().until(() -> keys.holderOf("rk_new") != null);
        assertThat(keys.holderOf("rk_sample")).isNull();
    }

    @Test
    void shouldLockNobodyOutWhileTheFileIsWritten() throws Exception {
        String whole = "ann admin " + hash("rk_sample") + "\nrob read " + hash("rk_new");
        ApiKeys keys = unwatched(file(whole));

        file("");
        keys.look();
        assertThat(keys.holderOf("rk_sample")).isNotNull();
        file(whole.substring(0, whole.indexOf('\n')));
        keys.look();
        assertThat(keys.holderOf("rk_new")).isNotNull();
        file(whole);
        keys.look();
        keys.look();
        assertThat(keys.holderOf("rk_new")).isNotNull();
    }

    @Test
    void shouldTakeEveryKeyAwayWithTheFile() throws Exception {
        ApiKeys keys = unwatched(file("ann admin " + hash("rk_sample")));

        Files.delete(directory.resolve("api-keys"));
        keys.look();
        assertThat(keys.holderOf("rk_sample")).isNotNull();
        keys.look();
        assertThat(keys.isEmpty()).isTrue();
    }

    /** Nobody but the test looks. */
    private ApiKeys unwatched(Path file) {
        ApiKeys keys = ApiKeys.follow(file, runtime);
        runtime.close();
        return keys;
    }

    @Test
    void shouldLetNobodyInWithoutAFile() {
        ApiKeys keys = ApiKeys.follow(null, runtime);

        assertThat(keys.isEmpty()).isTrue();
        assertThat(keys.holderOf("rk_sample")).isNull();
    }

    @Test
    void shouldNotShowAHash() {
        assertThat(new ApiKey("ann", Role.READ, ApiKey.Hash.of("rk_sample")).toString())
                .isEqualTo("ApiKey[name=ann, role=READ, hash=***]");
    }

    private Path file(String text) throws Exception {
        return Files.writeString(directory.resolve("api-keys"), text);
    }

    private static String hash(String key) {
        return ApiKey.Hash.of(key).hex();
    }
}

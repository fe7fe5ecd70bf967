package dev.ricochet.kit.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KeyFileTest {
    private static final String ONE = "0".repeat(63) + "1";
    private static final String TWO = "0".repeat(63) + "2";

    @Test
    void shouldReadNamesRolesAndHashes() {
        assertThat(KeyFile.parse("# staff\n\nann admin " + ONE + "\n  rob\tread  " + TWO + "\r\n"))
                .extracting(ApiKey::name, ApiKey::role)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("ann", Role.ADMIN),
                        org.assertj.core.api.Assertions.tuple("rob", Role.READ));
    }

    @Test
    void shouldNameEveryProblemWithoutAnyHash() {
        String text = "ann admin\n"
                + "b/b admin " + ONE + "\n"
                + "rob reader " + TWO + "\n"
                + "eve read abc" + ONE + "\n"
                + "eve read " + ONE + "\n";

        assertThatThrownBy(() -> KeyFile.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "line 1 has 2 parts",
                        "line 2: the name is wrong",
                        "line 3: the role is wrong",
                        "line 4: the hash is wrong",
                        "line 5: the name eve stands there twice",
                        "line 5: the key of another name")
                .hasMessageNotContaining(ONE);
    }

    @Test
    void shouldSayThatAFileCannotBeRead() {
        assertThatThrownBy(() -> KeyFile.read(Path.of("/nowhere/at/all")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/nowhere/at/all");
    }
}

package dev.ricochet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetachedSupervisorTest {

    @ParameterizedTest
    @ValueSource(strings = {"--detach", "--detach=true", "--detach=TRUE"})
    void shouldNotAskTheDetachedOneToDetachAgain(String detach) {
        assertThat(DetachedSupervisor.command(List.of("up", detach, "--data", "here")))
                .endsWith(Ricochet.class.getName(), "up", "--data", "here");
    }
}

package dev.ricochet.local.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopicNameTest {
    private static final List<String> DECLARED = List.of("ricochet.conversions.v1", "ricochet.conversions-latest.v1");

    @Test
    void shouldTakeAFullName() {
        assertThat(TopicName.resolve("ricochet.conversions.v1", DECLARED)).contains("ricochet.conversions.v1");
    }

    @Test
    void shouldTakeAShortName() {
        assertThat(TopicName.resolve("conversions", DECLARED)).contains("ricochet.conversions.v1");
        assertThat(TopicName.resolve("conversions-latest", DECLARED)).contains("ricochet.conversions-latest.v1");
    }

    @Test
    void shouldNotGuess() {
        assertThat(TopicName.resolve("conv", DECLARED)).isEmpty();
    }
}

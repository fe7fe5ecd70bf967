package dev.ricochet.kit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.Timeline.Version;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void shouldHoldAVersionFromItsTimeOn() {
        Timeline<String> timeline = Timeline.of(version(NOON, "first")).plus(version(NOON.plusSeconds(60), "second"));

        assertThat(timeline.at(NOON)).isEqualTo("first");
        assertThat(timeline.at(NOON.plusSeconds(60).minusMillis(1))).isEqualTo("first");
        assertThat(timeline.at(NOON.plusSeconds(60))).isEqualTo("second");
        assertThat(timeline.newest()).isEqualTo("second");
    }

    @Test
    void shouldHoldTheFirstBeforeItsTimeUnlessItWasPlanned() {
        assertThat(Timeline.of(version(NOON, "first")).at(NOON.minusSeconds(1))).isEqualTo("first");
        assertThat(Timeline.of(planned(NOON, "first")).at(NOON.minusSeconds(1))).isNull();
        assertThat(Timeline.of(planned(NOON, "first")).at(NOON)).isEqualTo("first");
    }

    @Test
    void shouldHoldNothingBetweenADeletionAndTheNextCreation() {
        Timeline<String> timeline = Timeline.of(version(NOON, "first"))
                .plus(new Version<>(NOON.plusSeconds(10), false, null))
                .plus(version(NOON.plusSeconds(20), "again"));

        assertThat(timeline.at(NOON.plusSeconds(9))).isEqualTo("first");
        assertThat(timeline.at(NOON.plusSeconds(10))).isNull();
        assertThat(timeline.at(NOON.plusSeconds(19))).isNull();
        assertThat(timeline.at(NOON.plusSeconds(20))).isEqualTo("again");
    }

    @Test
    void shouldCountWhatIsWrittenLaterFromItsOwnTimeOnWhateverWasPlanned() {
        Timeline<String> timeline = Timeline.of(version(NOON, "now"))
                .plus(planned(NOON.plusSeconds(100), "planned"))
                .plus(version(NOON.plusSeconds(50), "thought better of it"));

        assertThat(timeline.at(NOON.plusSeconds(49))).isEqualTo("now");
        assertThat(timeline.at(NOON.plusSeconds(50))).isEqualTo("thought better of it");
        assertThat(timeline.at(NOON.plusSeconds(100))).isEqualTo("thought better of it");
    }

    @Test
    void shouldTellWhenTheNextVersionComesIntoForce() {
        Timeline<String> timeline = Timeline.of(version(NOON, "first")).plus(planned(NOON.plusSeconds(60), "planned"));

        assertThat(timeline.nextAfter(NOON)).contains(NOON.plusSeconds(60));
        assertThat(timeline.nextAfter(NOON.plusSeconds(60))).isEmpty();
    }

    private static Version<String> version(Instant from, String entry) {
        return new Version<>(from, false, entry);
    }

    private static Version<String> planned(Instant from, String entry) {
        return new Version<>(from, true, entry);
    }
}

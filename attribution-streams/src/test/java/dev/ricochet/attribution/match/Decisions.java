package dev.ricochet.attribution.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.attribution.match.MatchDecision.Held;
import dev.ricochet.attribution.match.MatchDecision.Matched;
import dev.ricochet.attribution.match.MatchDecision.Unmatched;
import dev.ricochet.schemas.event.MatchedPostback;

/** What a decision is, where the test knows which one it has to be. */
final class Decisions {

    private Decisions() {}

    static MatchedPostback matched(MatchDecision decision) {
        assertThat(decision).isInstanceOf(Matched.class);
        return ((Matched) decision).matched();
    }

    static Unmatched unmatched(MatchDecision decision) {
        assertThat(decision).isInstanceOf(Unmatched.class);
        return (Unmatched) decision;
    }

    static Held held(MatchDecision decision) {
        assertThat(decision).isInstanceOf(Held.class);
        return (Held) decision;
    }
}

package dev.ricochet.attribution.match;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;

import dev.ricochet.schemas.event.Click;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Clicks of which a test says what a look-up finds.
 *
 * @param answer to every look-up; null where none may be asked
 * @param isComplete false while the visitor's clicks may not all be there; only then a path may be asked for
 */
record ScriptedClicks(@Nullable Answer answer, boolean isComplete) implements ClickFinder {

    static ClickFinder knowing(Click click) {
        return answering(new Answer.Found(click));
    }

    static ClickFinder knowingNothing() {
        return answering(new Answer.Absent());
    }

    static ClickFinder answering(Answer answer) {
        return new ScriptedClicks(answer, true);
    }

    static ClickFinder rebuilding(Click click) {
        return new ScriptedClicks(new Answer.Found(click), false);
    }

    static ClickFinder neverAsked() {
        return new ScriptedClicks(null, true);
    }

    @Override
    public Answer find(String clickId) {
        if (answer == null) {
            throw new AssertionError("looked up " + clickId);
        }
        return answer;
    }

    @Override
    public List<Click> visits(Click upTo, Instant since) {
        if (isComplete) {
            throw new AssertionError("asked for a path");
        }
        return List.of(upTo);
    }

    @Override
    public Instant keptSince() {
        if (answer == null) {
            throw new AssertionError("asked");
        }
        return NOON.minus(Duration.ofDays(91));
    }
}

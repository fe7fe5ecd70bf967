package dev.ricochet.sink.planner.decision;

import dev.ricochet.schemas.state.PlannerQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided.
 *
 * @param queue the queue as it stands afterwards; null when nothing is owed and nothing needs remembering
 * @param effects what to do, in this order
 */
public record Decision(@Nullable PlannerQueue queue, List<Effect> effects) {

    public Decision {
        effects = List.copyOf(effects);
    }
}

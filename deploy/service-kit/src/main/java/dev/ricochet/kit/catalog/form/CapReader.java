package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Node.quoted;

import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.catalog.ClickCap;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.OverCap;
import java.util.List;

/** How much an offer takes at most. */
final class CapReader {
    private CapReader() {}

    /** @param goals those of the offer; a cap may be on one of them */
    static Cap cap(Node node, List<Goal> goals) {
        Cap cap = Cap.newBuilder()
                .setScope(node.oneOf("scope", CapScope.class, CapScope.OFFER))
                .setPeriod(node.oneOf("period", CapPeriod.class, CapPeriod.DAY))
                .setCount(node.has("count") ? node.count("count") : null)
                .setLimitPayout(node.amount("limit_payout"))
                .setLimitRevenue(node.amount("limit_revenue"))
                .setGoal(node.optionalText("goal"))
                .setZone(Zones.read(node, "zone"))
                .setOver(node.oneOf("over", OverCap.class, OverCap.REJECT))
                .build();
        if (cap.getCount() == null && cap.getLimitPayout() == null && cap.getLimitRevenue() == null) {
            node.report("count", "missing", "a whole number above 0, or limit_payout, or limit_revenue");
        }
        String goal = cap.getGoal();
        if (goal != null && goals.stream().noneMatch(known -> known.getId().equals(goal))) {
            node.report("goal", quoted(goal), "a goal of this offer");
        }
        return cap;
    }

    static ClickCap clickCap(Node node) {
        CapScope scope = node.oneOf("scope", CapScope.class, CapScope.OFFER);
        if (scope == CapScope.GOAL) {
            node.report("scope", "\"goal\"", "one of offer, affiliate: a click has no goal yet");
        }
        return ClickCap.newBuilder()
                .setScope(scope)
                .setPeriod(node.oneOf("period", CapPeriod.class, CapPeriod.DAY))
                .setCount(node.count("count"))
                .setZone(Zones.read(node, "zone"))
                .build();
    }
}

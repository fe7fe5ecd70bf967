package dev.ricochet.attribution.stats.click;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What to do with each field of a click as one schema writes it, up to the last field that is wanted.
 *
 * @param steps one a field, in the order of the bytes
 */
record ClickPlan(List<Step> steps) {

    private static final Map<String, Part> PARTS = Map.of(
            "clicked_at", Part.TIME,
            "offer_id", Part.OFFER,
            "affiliate_id", Part.AFFILIATE,
            "kind", Part.KIND,
            "automation", Part.AUTOMATION);

    /** What is wanted of a click. */
    enum Part {
        TIME,
        OFFER,
        AFFILIATE,
        KIND,
        AUTOMATION
    }

    /** @param part null for a field to be passed over */
    record Step(@Nullable Part part, Schema schema) {

        String symbol(int index) {
            return schema.getEnumSymbols().get(index);
        }
    }

    /** @throws IllegalArgumentException if the schema has not what makes up a click's key */
    static ClickPlan of(Schema writtenBy) {
        List<Step> steps = new ArrayList<>();
        int wanted = 0;
        for (Schema.Field field : writtenBy.getFields()) {
            Part part = PARTS.get(field.name());
            steps.add(new Step(part, field.schema()));
            wanted = part == null ? wanted : steps.size();
        }
        for (Part needed : List.of(Part.TIME, Part.OFFER, Part.AFFILIATE)) {
            if (steps.stream().noneMatch(step -> step.part() == needed)) {
                throw new IllegalArgumentException("a click of schema " + writtenBy + " has no " + needed);
            }
        }
        return new ClickPlan(List.copyOf(steps.subList(0, wanted)));
    }
}

package dev.ricochet.gateway.dialect;

import dev.ricochet.gateway.request.Parameter;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.schemas.catalog.Wording;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.postback.Field;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One way of writing postbacks.
 *
 * @param name as in the catalog
 * @param fields parameter names, case-sensitive as in URLs, and what they stand for; several may stand for one field
 * @param statuses status words in lower case, and what they mean
 * @param goals names of goals, and ours; a name that is not here is ours already
 * @param decimalComma whether amounts are written {@code 1.234,50}
 * @param times forms of times beside those that are always read
 * @param secretParameters parameters whose values are secret, in lower case
 */
public record Dialect(
        String name,
        Map<String, Field> fields,
        Map<String, ReportedStatus> statuses,
        Map<String, String> goals,
        boolean decimalComma,
        LocalTimes times,
        Set<String> secretParameters) {

    public Dialect {
        fields = Map.copyOf(fields);
        statuses = Map.copyOf(statuses);
        goals = Map.copyOf(goals);
    }

    /**
     * A preset with an advertiser's own wording laid over it: what the wording says counts, the rest is as in the preset.
     * A word that this version does not understand is as if it were not there.
     */
    static Dialect of(String name, Wording preset, @Nullable Wording own) {
        Map<String, Field> fields = new HashMap<>();
        Map<String, ReportedStatus> statuses = new HashMap<>();
        Map<String, String> goals = new HashMap<>();
        lay(preset, fields, statuses, goals);
        if (own == null) {
            return new Dialect(
                    name,
                    fields,
                    statuses,
                    goals,
                    preset.getDecimalComma(),
                    LocalTimes.of(preset.getTimeFormat(), preset.getTimeZone()),
                    secrets(fields));
        }
        lay(own, fields, statuses, goals);
        return new Dialect(
                name,
                fields,
                statuses,
                goals,
                own.getDecimalComma() || preset.getDecimalComma(),
                LocalTimes.of(
                        own.getTimeFormat() == null ? preset.getTimeFormat() : own.getTimeFormat(),
                        own.getTimeZone() == null ? preset.getTimeZone() : own.getTimeZone()),
                secrets(fields));
    }

    /** Sorts parameters into fields and others. */
    public Report read(Parameters parameters) {
        Report report = new Report(parameters.tooMany());
        for (Parameter parameter : parameters) {
            Field field = fields.get(parameter.name());
            if (field == null) {
                report.addOther(parameter);
            } else {
                report.add(field, parameter);
            }
        }
        return report;
    }

    /** What a status word means, in any case; null where the dialect does not know it. */
    public @Nullable ReportedStatus status(String word) {
        ReportedStatus exact = statuses.get(word);
        return exact == null ? statuses.get(word.toLowerCase(Locale.ROOT)) : exact;
    }

    /** Our name of a goal. */
    public String goal(String name) {
        return goals.getOrDefault(name, name);
    }

    private static Set<String> secrets(Map<String, Field> fields) {
        return fields.entrySet().stream()
                .filter(parameter -> parameter.getValue() == Field.TOKEN)
                .map(parameter -> parameter.getKey().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void lay(
            Wording wording,
            Map<String, Field> fields,
            Map<String, ReportedStatus> statuses,
            Map<String, String> goals) {
        wording.getParameters().forEach((parameter, label) -> {
            Field field = Field.labelled(label);
            if (field != null) {
                fields.put(parameter, field);
            }
        });
        wording.getStatuses().forEach((word, meaning) -> {
            ReportedStatus status = STATUSES.get(meaning);
            if (status != null) {
                statuses.put(word.toLowerCase(Locale.ROOT), status);
            }
        });
        goals.putAll(wording.getGoals());
    }

    private static final Map<String, ReportedStatus> STATUSES = Map.of(
            "pending", ReportedStatus.PENDING,
            "approved", ReportedStatus.APPROVED,
            "rejected", ReportedStatus.REJECTED,
            "reversed", ReportedStatus.REVERSED);
}

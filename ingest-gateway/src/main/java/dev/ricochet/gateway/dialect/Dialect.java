package dev.ricochet.gateway.dialect;

import dev.ricochet.gateway.request.Parameter;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.schemas.event.ReportedStatus;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way of writing postbacks.
 *
 * @param name as in the catalog
 * @param fields parameter names, case-sensitive as in URLs, and what they stand for; several may stand for one field
 * @param statuses status words in lower case, and what they mean
 */
public record Dialect(String name, Map<String, Field> fields, Map<String, ReportedStatus> statuses) {

    public Dialect {
        fields = Map.copyOf(fields);
        statuses = Map.copyOf(statuses);
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
}

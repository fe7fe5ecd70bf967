package dev.ricochet.gateway.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.gateway.dialect.Report;
import dev.ricochet.gateway.postback.Rehearsal.Checked;
import dev.ricochet.gateway.postback.Rehearsal.Played;
import dev.ricochet.gateway.refusal.Fault;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.request.Parameter;
import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.postback.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a dry run found, for people; the token that was sent is not in it. */
final class DryRunReport {
    private static final String MASK = "***";

    private DryRunReport() {}

    /** Refused before the advertiser's own rules were looked at. */
    static Map<String, Object> refused(String reason, String detail) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("accepted", false);
        json.put("refusal", Map.of("reason", reason, "detail", detail));
        return json;
    }

    static Map<String, Object> of(Advertiser advertiser, Played played) {
        Map<String, Object> json = new LinkedHashMap<>();
        Refused refused = played.verdict();
        json.put("accepted", refused == null);
        if (refused != null) {
            Map<String, Object> refusal = new LinkedHashMap<>();
            refusal.put("reason", refused.reason().code());
            refusal.put("http_status", refused.reason().httpStatus());
            json.put("refusal", refusal);
        }
        json.put("advertiser", advertiser.getId());
        json.put("dialect", advertiser.getDialect());
        json.put(
                "authentication",
                played.checks().stream().map(DryRunReport::check).toList());
        Report report = played.report();
        if (report != null) {
            json.put("fields", fields(report));
            json.put("other_parameters", others(report, advertiser));
        }
        Refused invalid = played.refused();
        List<Fault> faults = invalid == null ? List.of() : invalid.faults();
        json.put("errors", faults.stream().map(DryRunReport::fault).toList());
        return json;
    }

    static Map<String, Object> click(ClickSight sight) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (sight instanceof ClickSight.Found found) {
            ObjectNode click = AvroJson.of(found.click());
            json.put("state", "found");
            // The visitor's own traces are nobody's business here.
            click.remove(List.of("ip", "user_agent", "referrer", "language"));
            json.put("click", click);
        } else if (sight instanceof ClickSight.NotFound notFound) {
            json.put("state", notFound.whole() ? "not_found" : "not_found_within");
            json.put("clicked_at", notFound.at().toString());
            json.put("clicks_read", notFound.records());
        } else if (sight instanceof ClickSight.Forged forged) {
            json.put("state", "forged");
            json.put("detail", forged.detail());
        } else if (sight instanceof ClickSight.Malformed malformed) {
            json.put("state", "malformed");
            json.put("detail", malformed.detail());
        } else {
            json.put("state", "none");
        }
        return json;
    }

    private static Map<String, Object> check(Checked checked) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("requirement", checked.requirement().name().toLowerCase(Locale.ROOT));
        json.put("passed", !(checked.admission() instanceof Denied));
        if (checked.admission() instanceof Denied denied) {
            json.put("reason", denied.reason().code());
            json.put("detail", denied.detail());
        }
        return json;
    }

    private static Map<String, String> fields(Report report) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Field field : Field.values()) {
            String value = report.value(field);
            if (value != null) {
                fields.put(field.label(), field == Field.TOKEN ? MASK : value);
            }
        }
        return fields;
    }

    private static Map<String, String> others(Report report, Advertiser advertiser) {
        Map<String, String> others = new LinkedHashMap<>();
        String secret = advertiser.getToken();
        for (Parameter parameter : report.others()) {
            boolean isToken = parameter.name().equalsIgnoreCase(Field.TOKEN.label())
                    || (secret != null && parameter.value().contains(secret));
            others.putIfAbsent(parameter.name(), isToken ? MASK : parameter.value());
        }
        return others;
    }

    private static Map<String, Object> fault(Fault fault) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("field", fault.field());
        json.put("code", fault.code().code());
        json.put("detail", fault.detail());
        if (fault.value() != null) {
            json.put("value", fault.value());
        }
        return json;
    }
}

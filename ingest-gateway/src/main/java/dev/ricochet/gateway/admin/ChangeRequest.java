package dev.ricochet.gateway.admin;

import dev.ricochet.gateway.admin.Decision.Settled;
import dev.ricochet.gateway.admin.Decision.Write;
import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import dev.ricochet.kit.api.Call.Caller;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.catalog.form.CatalogPrinter;
import dev.ricochet.kit.catalog.form.EffectiveFrom;
import dev.ricochet.kit.catalog.form.Entries;
import dev.ricochet.kit.catalog.form.EntryForm;
import dev.ricochet.kit.catalog.form.InvalidCatalogException;
import dev.ricochet.kit.catalog.form.Kind;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A change of one entry that somebody asks for. {@link #decide} is a function of the catalog, so that it can be asked again
 * when the catalog turns out to have moved on.
 *
 * @param body the entry as JSON; null deletes it
 */
record ChangeRequest<V extends SpecificRecord>(
        Shelf<V> shelf,
        String id,
        Precondition precondition,
        @Nullable String body,
        Caller caller) {
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    /** @param catalog showing what was written last, planned for later or not */
    Decision decide(Catalog catalog, Instant now) {
        V present = shelf.find(catalog, id);
        Answer refusal = refusal(present);
        if (refusal != null) {
            return new Settled(refusal);
        }
        Entries all = Entries.of(catalog);
        return body == null ? delete(present, all, now) : put(body, present, all, now);
    }

    private @Nullable Answer refusal(@Nullable V present) {
        if (precondition instanceof Precondition.Unsaid) {
            return Answer.problem(ApiProblem.PRECONDITION_REQUIRED, "");
        }
        if (precondition instanceof Precondition.Malformed malformed) {
            return Answer.badParameter(
                    malformed.header(), malformed.value(), "If-Match with an ETag or If-None-Match: *, one of them");
        }
        if (body == null && present == null) {
            return Answer.problem(ApiProblem.NOT_FOUND, "");
        }
        if (precondition.holds(present == null ? null : EntityTag.of(present))) {
            return null;
        }
        return present == null
                ? Answer.problem(ApiProblem.VERSION_MISMATCH, "there is no such entry")
                : shown(
                        Answer.problem(ApiProblem.VERSION_MISMATCH, "it has version " + shelf.version(present)),
                        present);
    }

    private Decision put(String json, @Nullable V present, Entries all, Instant now) {
        V wanted;
        try {
            wanted = EntryForm.read(shelf.kind(), id, json, all);
        } catch (InvalidCatalogException invalid) {
            List<Answer.Fault> faults = invalid.problems().stream()
                    .map(problem -> new Answer.Fault(problem.path(), problem.value(), problem.expected()))
                    .toList();
            return new Settled(Answer.problem(ApiProblem.VALIDATION_FAILED, "", faults));
        }
        Kind<V> kind = shelf.kind();
        if (present != null && kind.isSame(wanted, present, now)) {
            return new Settled(shown(Answer.ok(CatalogPrinter.map(kind, present, now)), present));
        }
        int version = present == null ? 1 : shelf.version(present) + 1;
        Instant from = EffectiveFrom.of(kind.effectiveFrom().apply(wanted), now);
        V entry = kind.stamp().stamped(wanted, version, from);
        Answer answer = Answer.of(present == null ? CREATED : 200, CatalogPrinter.map(kind, entry, now));
        return write(present, entry, version, now, shown(answer, entry));
    }

    private Decision delete(@Nullable V present, Entries all, Instant now) {
        List<String> referrers = EntryForm.referrers(shelf.kind(), id, all);
        if (!referrers.isEmpty()) {
            List<Answer.Fault> faults = referrers.stream()
                    .limit(Page.USUAL)
                    .map(referrer -> new Answer.Fault(referrer, "refers to this entry", "no reference to it"))
                    .toList();
            return new Settled(Answer.problem(ApiProblem.IN_USE, "", faults));
        }
        return write(present, null, null, now, Answer.empty(NO_CONTENT));
    }

    private Write write(@Nullable V before, @Nullable V after, @Nullable Integer version, Instant now, Answer answer) {
        return new Write(
                shelf.kind().topic().name(),
                id,
                after,
                AuditTrail.event(caller, shelf.kind(), id, version, before, after, now),
                answer);
    }

    private Answer shown(Answer answer, V entry) {
        return answer.with("etag", EntityTag.of(entry));
    }
}

package dev.ricochet.local.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.form.CatalogParser;
import dev.ricochet.kit.catalog.form.CatalogPlan;
import dev.ricochet.kit.catalog.form.CatalogPrinter;
import dev.ricochet.kit.catalog.form.Change;
import dev.ricochet.kit.catalog.form.Entries;
import dev.ricochet.kit.catalog.form.InvalidCatalogException;
import dev.ricochet.kit.catalog.form.Kind;
import dev.ricochet.local.demo.SampleCatalog;
import dev.ricochet.schemas.catalog.Affiliate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogPlanTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void shouldBeginWithVersionOne() throws InvalidCatalogException {
        Entries file = parse("affiliates: [{id: aff-1}]", Entries.NONE);

        assertThat(affiliates(CatalogPlan.of(file, Entries.NONE, NOW, false)))
                .singleElement()
                .isInstanceOfSatisfying(Change.Created.class, created -> {
                    Affiliate entry = (Affiliate) created.entry();
                    assertThat(entry.getVersion()).isEqualTo(1);
                    assertThat(entry.getEffectiveFrom()).isEqualTo(NOW);
                });
    }

    @Test
    void shouldGiveOnlyWhatChangedANewVersion() throws InvalidCatalogException {
        Entries present = applied("affiliates: [{id: aff-1}, {id: aff-2}]");
        Entries file = parse("affiliates: [{id: aff-1}, {id: aff-2, status: blocked}]", present);

        List<? extends Change<?>> changes = affiliates(CatalogPlan.of(file, present, NOW.plusSeconds(60), false));

        assertThat(changes.get(0)).isInstanceOf(Change.Same.class);
        assertThat(changes.get(1)).isInstanceOfSatisfying(Change.Changed.class, changed -> {
            Affiliate entry = (Affiliate) changed.entry();
            assertThat(entry.getVersion()).isEqualTo(2);
            assertThat(entry.getEffectiveFrom()).isEqualTo(NOW.plusSeconds(60));
        });
    }

    @Test
    void shouldLeaveWhatTheFileDoesNotHave() throws InvalidCatalogException {
        Entries present = applied("affiliates: [{id: aff-1}, {id: aff-2}]");

        assertThat(affiliates(CatalogPlan.of(parse("affiliates: [{id: aff-1}]", present), present, NOW, false)))
                .extracting(Change::id)
                .containsExactly("aff-1");
    }

    @Test
    void shouldRemoveWhatTheFileDoesNotHaveWhenPruning() throws InvalidCatalogException {
        Entries present = applied("affiliates: [{id: aff-1}, {id: aff-2}]");

        CatalogPlan plan = CatalogPlan.of(parse("affiliates: [{id: aff-1}]", present), present, NOW, true);

        assertThat(affiliates(plan).get(1)).isEqualTo(new Change.Removed<>("aff-2"));
        assertThat(CatalogReport.of(plan).text()).contains("1 removed   -aff-2");
    }

    @Test
    void shouldPrintACatalogThatChangesNothingWhenAppliedAgain() throws InvalidCatalogException {
        Entries present = applied(SampleCatalog.text());

        for (boolean showSecrets : new boolean[] {true, false}) {
            String printed = CatalogPrinter.yaml(present, showSecrets, NOW);
            CatalogPlan plan = CatalogPlan.of(parse(printed, present), present, NOW, true);

            assertThat(plan.kinds())
                    .allSatisfy(kind ->
                            assertThat(kind.changes()).allMatch(change -> change instanceof Change.Same<?>));
        }
    }

    @Test
    void shouldPrintSecretsOnlyWhenAsked() throws InvalidCatalogException {
        Entries present = applied(SampleCatalog.text());

        assertThat(CatalogPrinter.yaml(present, false, NOW))
                .doesNotContain("s3cret")
                .doesNotContain("whsec_");
        assertThat(CatalogPrinter.yaml(present, true, NOW)).contains("acme-s3cret", "whsec_");
    }

    private static Entries parse(String yaml, Entries present) throws InvalidCatalogException {
        return CatalogParser.parse(yaml, present, false);
    }

    /** What the catalog would hold after the file was applied to nothing. */
    private static Entries applied(String yaml) throws InvalidCatalogException {
        CatalogPlan plan = CatalogPlan.of(parse(yaml, Entries.NONE), Entries.NONE, NOW, false);
        Entries entries = Entries.NONE;
        for (Kind<?> kind : Kind.ALL) {
            entries = withCreated(plan, kind, entries);
        }
        return entries;
    }

    private static <V extends org.apache.avro.specific.SpecificRecord> Entries withCreated(
            CatalogPlan plan, Kind<V> kind, Entries before) {
        return before.with(kind, created(plan, kind));
    }

    private static <V extends org.apache.avro.specific.SpecificRecord> Map<String, V> created(
            CatalogPlan plan, Kind<V> kind) {
        Map<String, V> entries = new LinkedHashMap<>();
        plan.kinds().stream()
                .filter(changes -> changes.kind().equals(kind))
                .flatMap(changes -> changes.changes().stream())
                .forEach(change ->
                        entries.put(change.id(), kind.topic().type().cast(((Change.Created<?>) change).entry())));
        return entries;
    }

    private static List<? extends Change<?>> affiliates(CatalogPlan plan) {
        return plan.kinds().get(1).changes();
    }
}

package dev.ricochet.local.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.local.demo.road.Notebook;
import dev.ricochet.local.demo.road.Observed;
import dev.ricochet.local.fixture.Records;
import dev.ricochet.local.reconcile.Horizon;
import dev.ricochet.local.reconcile.Reconciliation;
import dev.ricochet.schemas.event.AttemptResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoReportTest {
    @Test
    void shouldNotCountAnAttemptThatMadeNoCall() {
        Reconciliation books =
                new Reconciliation(new Horizon(Records.RECEIVED, Records.RECEIVED, Duration.ofMinutes(1)));
        books.due(Records.due("d-1", Records.version("c-1", 1, "r-1")));
        books.attempt(Records.attempt("d-1", AttemptResult.DEFERRED));
        books.attempt(Records.attempt("d-1", AttemptResult.FAILED));
        books.attempt(Records.attempt("d-1", AttemptResult.DELIVERED));

        DemoReport report = DemoReport.of(
                new Notebook(),
                new Observed(),
                new DemoReport.Affiliates(0, 0),
                Latencies.of(List.of()),
                books.report());

        assertThat(DemoText.of(report)).contains("calls to affiliates: 2 attempts, 1 of them failed\n");
    }
}

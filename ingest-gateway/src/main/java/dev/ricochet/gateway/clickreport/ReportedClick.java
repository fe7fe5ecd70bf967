package dev.ricochet.gateway.clickreport;

import dev.ricochet.gateway.click.ClickDraft;
import dev.ricochet.gateway.refusal.Fault;
import java.util.List;

/** An item, read. */
sealed interface ReportedClick {

    /** Nothing is wrong with it. */
    record Good(String offerId, String affiliateId, ClickDraft draft) implements ReportedClick {}

    /**
     * Everything that is wrong with it.
     *
     * @param affiliateId whom it names, as far as that can be read; empty for nobody
     */
    record Faulty(List<Fault> faults, String affiliateId) implements ReportedClick {}

    /** Whose click it is said to be; empty where it does not say. */
    String affiliateId();
}

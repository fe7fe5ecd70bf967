package dev.ricochet.local.demo;

import dev.ricochet.local.demo.road.AffiliateServer;
import dev.ricochet.local.demo.road.Notebook;
import dev.ricochet.local.demo.road.Observed;
import dev.ricochet.local.demo.traffic.SampleAffiliate;
import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.Conversion;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether everything that was sent has come to its end. */
final class Quiet {
    private final Notebook sent;
    private final Observed seen;
    private final AffiliateServer affiliates;

    Quiet(Notebook sent, Observed seen, AffiliateServer affiliates) {
        this.sent = sent;
        this.seen = seen;
        this.affiliates = affiliates;
    }

    boolean reached() {
        return sent.underWay() == 0
                && seen.outcomes().keySet().containsAll(sent.accepted().keySet())
                && seen.versions().values().stream().filter(Quiet::wanted).count() <= ended().size()
                && ended().containsAll(seen.due().keySet())
                && affiliates.delivered().size() + seen.deadLetters().size() >= ended().size();
    }

    /** What is missing, in numbers. */
    String open() {
        long outcomes = sent.accepted().keySet().stream()
                .filter(receipt -> !seen.outcomes().containsKey(receipt))
                .count();
        return sent.underWay() + " visits under way, " + outcomes + " postbacks without outcome, "
                + (seen.due().size() - ended().size()) + " deliveries open";
    }

    private Set<String> ended() {
        Set<String> ended = seen.attempts().values().stream()
                .filter(attempt -> attempt.getResult() == AttemptResult.DELIVERED)
                .map(attempt -> attempt.getDeliveryId())
                .collect(Collectors.toSet());
        ended.addAll(seen.deadLetters().keySet());
        return ended;
    }

    private static boolean wanted(Conversion version) {
        return Arrays.stream(SampleAffiliate.values())
                .anyMatch(affiliate ->
                        affiliate.id().equals(version.getAffiliateId()) && affiliate.hears(version.getStatus()));
    }
}

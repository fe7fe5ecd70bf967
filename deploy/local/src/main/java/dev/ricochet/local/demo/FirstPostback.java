package dev.ricochet.local.demo;

import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.local.demo.road.AffiliateServer;
import dev.ricochet.local.demo.road.Observed;
import dev.ricochet.local.demo.road.Traveller;
import dev.ricochet.local.demo.traffic.Step;
import dev.ricochet.local.demo.traffic.Visit;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.event.PostbackOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One postback's way, told while it happens: what a newcomer should have seen before the numbers run. */
final class FirstPostback {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Visit visit;
    private final Traveller traveller;
    private final Observed seen;
    private final AffiliateServer affiliates;
    private final Await await;
    private final Screen screen;
    private Instant start = Instant.now();

    FirstPostback(
            Visit visit, Traveller traveller, Observed seen, AffiliateServer affiliates, Await await, Screen screen) {
        this.visit = visit;
        this.traveller = traveller;
        this.seen = seen;
        this.affiliates = affiliates;
        this.await = await;
        this.screen = screen;
    }

    void tell() {
        start = Instant.now();
        for (Step step : visit.steps()) {
            take(step);
        }
        String receipt = Objects.requireNonNull(traveller.receiptId(), "a sale is accepted or has failed");
        arrived("matched", receipt);
        line(
                "match",
                "found the click, credits " + visit.affiliate().id() + " on offer "
                        + visit.offer().id());
        arrived("outcome", receipt);
        PostbackOutcome outcome = Objects.requireNonNull(seen.outcomes().get(receipt));
        line("settle", "outcome " + outcome.getOutcome());
        if (outcome.getConversionId() == null) {
            return;
        }
        arrived("conversion", receipt);
        Conversion conversion = Objects.requireNonNull(seen.versions().get(receipt));
        line(
                "",
                "conversion " + conversion.getConversionId() + " version " + conversion.getVersion() + " "
                        + conversion.getStatus() + ": affiliate gets " + AvroJson.plain(conversion.getPayout())
                        + ", advertiser pays " + AvroJson.plain(conversion.getRevenue()) + " "
                        + conversion.getCurrency());
        delivery(receipt);
    }

    private void take(Step step) {
        try {
            traveller.take(step).await(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException("no answer within " + LONGEST.toSeconds() + " s to " + step, late);
        }
        if (step instanceof Step.Click) {
            line(
                    "browser",
                    "GET /c/" + visit.offer().id() + "?aff=" + visit.affiliate().id() + "&sub1=… → 302");
            line("", "click_id " + traveller.clickId());
        } else if (step instanceof Step.Report) {
            line(
                    "advertiser",
                    "POST /p/" + visit.offer().advertiser() + " order_id=" + visit.orderId() + " sale_amount="
                            + visit.saleAmount() + " → 200, durable in Kafka");
            line("", "receipt_id " + traveller.receiptId());
        }
    }

    private void delivery(String receipt) {
        expect(() -> delivery(receipt, seen).isPresent(), "a due delivery");
        String id = delivery(receipt, seen).orElseThrow().getDeliveryId();
        line("planner", "delivery " + id + " is due");
        expect(() -> affiliates.firstCalls().containsKey(id), "a call to the affiliate");
        line("dispatcher", "calls " + visit.affiliate().id() + "'s server; webhook-id and signature verified there");
        expect(() -> affiliates.delivered().containsKey(id), "a delivery");
        line("affiliate", "answered 204: it knows");
    }

    private static Optional<DueDelivery> delivery(String receipt, Observed seen) {
        return seen.due().values().stream()
                .filter(due -> due.getConversion().getReceiptId().equals(receipt))
                .findFirst();
    }

    private void arrived(String what, String receipt) {
        Map<String, Instant> seenAt = seen.seenAt();
        expect(() -> seenAt.containsKey(what + " " + receipt), what + " of receipt " + receipt);
    }

    private void expect(java.util.function.BooleanSupplier condition, String what) {
        if (!await.until(condition, LONGEST, LOOK_AGAIN, () -> {})) {
            throw new IllegalStateException("no " + what + " within " + LONGEST.toSeconds() + " s");
        }
    }

    private void line(String who, String what) {
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1_000.0;
        screen.say(String.format(Locale.ROOT, "  %7.3f s  %-11s %s", seconds, who, what));
    }
}

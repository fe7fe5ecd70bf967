package dev.ricochet.local.demo.road;

import dev.ricochet.local.demo.traffic.Expected;
import dev.ricochet.local.demo.traffic.SampleOffer;
import dev.ricochet.local.demo.traffic.Step;
import dev.ricochet.local.demo.traffic.Visit;
import dev.ricochet.local.explain.ReceiptId;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.reason.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes one visit: takes its steps one after another and writes down what came of each. */
public final class Traveller {
    private static final int FOUND = 302;
    private static final int OK = 200;
    /** Taken by the gateway's spool: durable, on its way. */
    private static final int TAKEN = 202;

    private final Road road;
    private final Visit visit;
    private @Nullable String clickId;
    private @Nullable String receiptId;
    private boolean turnedAway;

    /** What all travellers share. */
    public record Road(Vertx vertx, GatewayClient gateway, LateClicks lateClicks, Notebook notebook) {}

    public Traveller(Road road, Visit visit) {
        this.road = road;
        this.visit = visit;
    }

    /** Completes when the visit is over, well or badly. */
    public Future<Void> travel() {
        road.notebook.visitStarted();
        Future<Void> way = Future.succeededFuture();
        for (Step step : visit.steps()) {
            way = way.compose(arrived -> turnedAway ? Future.succeededFuture() : take(step));
        }
        return way.otherwise(failure -> {
                    road.notebook.surprise(visit.scenario() + " visit " + visit.number() + ": " + failure.getMessage());
                    return null;
                })
                .onComplete(over -> road.notebook.visitFinished());
    }

    /** The id of the click made or minted last. */
    public @Nullable String clickId() {
        return clickId;
    }

    /** The receipt of the postback accepted last. */
    public @Nullable String receiptId() {
        return receiptId;
    }

    public Future<Void> take(Step step) {
        if (step instanceof Step.Click) {
            return click();
        }
        if (step instanceof Step.RefusedClick refused) {
            return refusedClick(refused);
        }
        if (step instanceof Step.Mint mint) {
            clickId = road.lateClicks.mint(Instant.now().minus(mint.age()));
            return Future.succeededFuture();
        }
        if (step instanceof Step.PublishClick) {
            return road.lateClicks.publish(known(), visit).onSuccess(written -> road.notebook.clickPublished());
        }
        if (step instanceof Step.Forge) {
            clickId = forged(known());
            return Future.succeededFuture();
        }
        if (step instanceof Step.Pause pause) {
            return pause(pause.time());
        }
        return report((Step.Report) step);
    }

    private Future<Void> click() {
        SampleOffer offer = visit.offer();
        Map<String, String> query =
                Map.of("aff", visit.affiliate().id(), "sub1", "visit-" + visit.number(), "source", "demo");
        return road.gateway.click(offer.id(), query).compose(answer -> {
            String location = answer.location();
            if (visit.offer().isCapped() && answer.status() == Refusal.CLICK_CAP_REACHED.httpStatus()) {
                // The gateway has heard that the cap is full: whoever comes now could earn nothing.
                turnedAway = true;
                road.notebook.refused(Refusal.CLICK_CAP_REACHED);
                return Future.succeededFuture();
            }
            if (answer.status() != FOUND || location == null) {
                return Future.failedFuture("the click was answered " + answer.status() + " " + answer.body());
            }
            clickId = parameter(location, "cid");
            road.notebook.clicked();
            return Future.succeededFuture();
        });
    }

    private Future<Void> refusedClick(Step.RefusedClick step) {
        return road.gateway
                .click(step.offerId(), Map.of("aff", step.affiliateId()))
                .compose(answer -> refused(answer, step.refusal()));
    }

    private Future<Void> report(Step.Report report) {
        Map<String, String> form = new HashMap<>();
        form.put("token", visit.offer().token());
        if (report.naming() && clickId != null) {
            form.put("click_id", clickId);
        }
        form.putAll(report.fields());
        return road.gateway
                .postback(visit.offer().advertiser(), form)
                .compose(answer -> report.expected() instanceof Expected.Refused expected
                        ? refused(answer, expected.refusal())
                        : accepted(answer, report.expected()));
    }

    private Future<Void> accepted(GatewayClient.Answer answer, Expected expected) {
        if (answer.status() != OK && answer.status() != TAKEN) {
            return Future.failedFuture("the postback was answered " + answer.status() + " " + answer.body());
        }
        String receipt = json(answer.body()).getString("receipt_id");
        if (receipt == null) {
            return Future.failedFuture("the postback was answered without a receipt id: " + answer.body());
        }
        receiptId = receipt;
        road.notebook.accepted(
                new Notebook.Accepted(receipt, visit.orderId(), visit.scenario(), settled(expected, receipt)));
        return Future.succeededFuture();
    }

    private Expected settled(Expected expected, String receipt) {
        if (!(expected instanceof Expected.ByPace pace)) {
            return expected;
        }
        Instant clickedAt = Instant.ofEpochMilli(ClickIds.millisOf(known()));
        Instant receivedAt = ReceiptId.time(receipt)
                .orElseThrow(() -> new IllegalStateException(receipt + " is not a UUID of version 7"));
        return pace.after(Duration.between(clickedAt, receivedAt));
    }

    /** Advertisers get a problem document, visitors a page that says it in words. */
    private Future<Void> refused(GatewayClient.Answer answer, Refusal expected) {
        String type = json(answer.body()).getString("type", expected.told().code());
        Refusal told = expected.told();
        if (answer.status() != told.httpStatus() || !type.endsWith(told.code())) {
            return Future.failedFuture("expected the refusal " + told.httpStatus() + " " + told + ", was answered "
                    + answer.status() + " " + answer.body());
        }
        road.notebook.refused(expected);
        return Future.succeededFuture();
    }

    private Future<Void> pause(Duration time) {
        return road.vertx.timer(time.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
    }

    private String known() {
        if (clickId == null) {
            throw new IllegalStateException(visit.scenario() + " uses a click id before it has one");
        }
        return clickId;
    }

    /** One character within the signature, so that the time inside stays plausible. */
    private static String forged(String clickId) {
        int at = clickId.length() - 2;
        char other = clickId.charAt(at) == '0' ? '1' : '0';
        return clickId.substring(0, at) + other + clickId.substring(at + 1);
    }

    private static String parameter(String url, String name) {
        for (String pair : url.substring(url.indexOf('?') + 1).split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        throw new IllegalArgumentException("the redirect carries no " + name + ": " + url);
    }

    private static JsonObject json(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException notJson) {
            return new JsonObject();
        }
    }
}

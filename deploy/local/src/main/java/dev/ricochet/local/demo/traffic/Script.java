package dev.ricochet.local.demo.traffic;

import static dev.ricochet.schemas.event.ConversionStatus.APPROVED;
import static dev.ricochet.schemas.event.ConversionStatus.PENDING;
import static dev.ricochet.schemas.event.ConversionStatus.REJECTED;
import static dev.ricochet.schemas.event.ConversionStatus.REVERSED;

import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.reason.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of each scenario with what is expected of them: the demo's own idea of right. */
final class Script {
    private static final Step CLICK = new Step.Click();
    private static final Step SHOPPING = new Step.Pause(Duration.ofMillis(600));
    /** Longer than the newsletter's least time from click to conversion. */
    private static final Step READING = new Step.Pause(Duration.ofMillis(4_500));
    /** Far shorter than the early hold of ten seconds, so that a busy machine does not make it too late. */
    private static final Step SLOW_CLICK_LINE = new Step.Pause(Duration.ofSeconds(1));
    /** Longer than the click window of seven days, shorter than clicks are kept. */
    private static final Duration TOO_OLD = Duration.ofDays(8);

    private final Visit visit;

    private Script(Visit visit) {
        this.visit = visit;
    }

    static List<Step> of(Visit visit) {
        return new Script(visit).steps();
    }

    private List<Step> steps() {
        Expected.Ends sold = Expected.made(OutcomeKind.CONVERTED, worth(1, APPROVED));
        return switch (visit.scenario()) {
            case BROWSE -> List.of(CLICK);
            case SALE -> List.of(CLICK, SHOPPING, report(order(), sold));
            case LEAD -> List.of(CLICK, READING, report(order(), byPace(sold)));
            case EARLY ->
                List.of(new Step.Mint(Duration.ZERO), report(order(), sold), SLOW_CLICK_LINE, new Step.PublishClick());
            case DUPLICATE ->
                List.of(
                        CLICK,
                        SHOPPING,
                        report(order(), sold),
                        SHOPPING,
                        report(order(), Expected.because(OutcomeKind.DUPLICATE, Reason.DUPLICATE_ORDER)));
            case REVERSED ->
                List.of(
                        CLICK,
                        SHOPPING,
                        report(order(), sold),
                        SHOPPING,
                        report(said("reversed"), ended(Reason.ADVERTISER_REVERSED, REVERSED)));
            case CONFIRMED ->
                List.of(
                        CLICK,
                        SHOPPING,
                        report(said("pending"), Expected.made(OutcomeKind.CONVERTED, worth(1, PENDING))),
                        SHOPPING,
                        report(said("approved"), Expected.made(OutcomeKind.UPDATED, worth(2, APPROVED))));
            case DECLINED ->
                List.of(
                        CLICK,
                        SHOPPING,
                        report(said("pending"), Expected.made(OutcomeKind.CONVERTED, worth(1, PENDING))),
                        SHOPPING,
                        report(said("rejected"), ended(Reason.ADVERTISER_REJECTED, REJECTED)));
            case OVER_CAP -> List.of(CLICK, SHOPPING, report(order(), new Expected.Competes(worth(1, APPROVED))));
            case TOO_SOON -> List.of(CLICK, report(order(), byPace(sold)));
            case BLOCKED_AFFILIATE ->
                List.of(
                        new Step.Mint(Duration.ofHours(1)),
                        new Step.PublishClick(),
                        report(order(), unmatched(Reason.CLICK_NOT_ALLOWED)));
            case LATE ->
                List.of(
                        new Step.Mint(TOO_OLD),
                        new Step.PublishClick(),
                        report(order(), unmatched(Reason.CLICK_EXPIRED)));
            case FORGED ->
                List.of(CLICK, new Step.Forge(), report(order(), new Expected.Refused(Refusal.FORGED_CLICK_ID)));
            case UNKNOWN_CLICK ->
                List.of(new Step.Mint(Duration.ofSeconds(30)), report(order(), unmatched(Reason.CLICK_NOT_FOUND)));
            case NO_CLICK -> List.of(new Step.Report(order(), false, unmatched(Reason.NO_CLICK_ID)));
            case UNKNOWN_ORDER ->
                List.of(
                        CLICK,
                        SHOPPING,
                        report(said("reversed"), Expected.because(OutcomeKind.REJECTED, Reason.CONVERSION_NOT_FOUND)));
            case TEST ->
                List.of(
                        CLICK,
                        SHOPPING,
                        report(with("test", "1"), new Expected.Ends(OutcomeKind.TEST, null, Optional.empty())));
            case BAD_TOKEN -> List.of(report(with("token", "guessed"), new Expected.Refused(Refusal.BAD_TOKEN)));
            case UNEXPANDED_MACRO ->
                List.of(CLICK, report(with("order_id", "{order_id}"), new Expected.Refused(Refusal.VALIDATION_FAILED)));
            case BAD_AMOUNT ->
                List.of(CLICK, report(with("sale_amount", "12,5O"), new Expected.Refused(Refusal.VALIDATION_FAILED)));
            case DEAD_LINK ->
                List.of(new Step.RefusedClick("boots", visit.affiliate().id(), Refusal.UNKNOWN_OFFER));
            case BARRED_CLICK ->
                List.of(new Step.RefusedClick(
                        visit.offer().id(), SampleAffiliate.BLOCKED.id(), Refusal.AFFILIATE_NOT_ALLOWED));
        };
    }

    private Map<String, String> order() {
        Map<String, String> fields = new HashMap<>();
        fields.put("order_id", visit.orderId());
        fields.put("goal", visit.offer().goal());
        fields.put("sale_amount", visit.saleAmount().toPlainString());
        fields.put("currency", visit.offer().currency());
        return fields;
    }

    private Map<String, String> said(String status) {
        return with("status", status);
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> fields = order();
        fields.put(name, value);
        return fields;
    }

    private static Step report(Map<String, String> fields, Expected expected) {
        return new Step.Report(fields, true, expected);
    }

    private static Expected unmatched(Reason reason) {
        return Expected.because(OutcomeKind.UNMATCHED, reason);
    }

    /** A rule's refusal is entered in the ledger too, as a conversion without worth. */
    private Expected.Ends denied(Reason reason) {
        return new Expected.Ends(OutcomeKind.REJECTED, reason, Optional.of(worthless(1, REJECTED)));
    }

    private Expected byPace(Expected.Ends sold) {
        return new Expected.ByPace(SampleOffer.NEWSLETTER_LEAST_TIME, denied(Reason.CLICK_TOO_RECENT), sold);
    }

    /** The advertiser takes back or declines what it had reported. */
    private Expected ended(Reason reason, ConversionStatus status) {
        return new Expected.Ends(OutcomeKind.UPDATED, reason, Optional.of(worthless(2, status)));
    }

    private Expected.Version worth(int number, ConversionStatus status) {
        BigDecimal sale = visit.saleAmount();
        return new Expected.Version(
                number,
                visit.affiliate(),
                status,
                visit.offer().currency(),
                visit.offer().payoutOf(sale),
                visit.offer().revenueOf(sale));
    }

    private Expected.Version worthless(int number, ConversionStatus status) {
        return worth(number, status).worthless(status);
    }
}

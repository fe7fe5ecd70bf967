package dev.ricochet.local.explain;

import static java.util.stream.Collectors.joining;

import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.schemas.event.Check;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DeliveryDeadLetter;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.event.Exchange;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.schemas.money.Worth;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A story for people: one line an event, with the seconds since the receipt where the topics know the time. Outcomes and
 * conversions carry no time of their own, because what is decided must not depend on when.
 */
final class StoryText {
    private final StringBuilder text = new StringBuilder();
    private final Instant receivedAt;

    private StoryText(Instant receivedAt) {
        this.receivedAt = receivedAt;
    }

    static String of(Story story) {
        StoryText told = new StoryText(story.postback().getReceivedAt());
        told.text.append("receipt ").append(story.postback().getReceiptId()).append('\n');
        story.click().ifPresent(told::click);
        told.postback(story.postback());
        story.outcome().ifPresent(told::outcome);
        story.stranded().forEach(where -> told.line(null, "stranded", where));
        if (story.pending() && story.stranded().isEmpty()) {
            told.line(null, "pending", "no outcome yet; a postback without its click waits for the offer's early hold");
        }
        story.conversions().forEach(told::conversion);
        story.calls().due().stream().filter(due -> due.getAttempt() == 1).forEach(told::planned);
        story.calls().attempts().forEach(told::attempt);
        story.calls().deadLetters().forEach(told::deadLetter);
        return told.text.toString();
    }

    static String of(RejectedRequest request) {
        StoryText told = new StoryText(request.getRejectedAt());
        told.text.append("request ").append(request.getRequestId()).append(" was refused, so it has no outcome\n");
        told.line(
                request.getRejectedAt(),
                "refused",
                request.getMethod() + " " + request.getPath() + " answered " + request.getHttpStatus() + " "
                        + request.getReason());
        request.getProblems()
                .forEach(problem ->
                        told.line(null, "", problem.getField() + " " + problem.getCode() + ": " + problem.getDetail()));
        return told.text.toString();
    }

    private void click(Click click) {
        StringBuilder detail = new StringBuilder(click.getClickId())
                .append(" on offer ")
                .append(click.getOfferId())
                .append(" by affiliate ")
                .append(click.getAffiliateId());
        for (int sub = 0; sub < click.getSubs().size(); sub++) {
            if (!click.getSubs().get(sub).isEmpty()) {
                detail.append(", sub")
                        .append(sub + 1)
                        .append('=')
                        .append(click.getSubs().get(sub));
            }
        }
        line(click.getClickedAt(), "click", detail.toString());
    }

    private void postback(Postback postback) {
        line(
                postback.getReceivedAt(),
                "received",
                "from " + postback.getAdvertiserId() + " at " + postback.getReceivedAt()
                        + said("click", postback.getClickId())
                        + said("order", postback.getOrderId())
                        + said("goal", postback.getGoal())
                        + said("status", postback.getRawStatus())
                        + said("sale_amount", amount(postback.getSaleAmount(), postback.getCurrency()))
                        + (postback.getTest() ? ", test" : ""));
    }

    private void outcome(PostbackOutcome outcome) {
        line(
                null,
                "outcome",
                outcome.getOutcome() + said("reason", outcome.getReason()) + said("observed", outcome.getObserved())
                        + said("threshold", outcome.getThreshold())
                        + said("rule", outcome.getRuleId())
                        + said("rule version", outcome.getRuleVersion())
                        + said("original receipt", outcome.getOriginalReceiptId())
                        + ", decided by " + lower(outcome.getDecidedBy()));
        outcome.getChecks().forEach(this::check);
    }

    /** Every rule that was held against the postback, those too that found nothing. */
    private void check(Check check) {
        line(
                null,
                "check",
                check.getRuleId() + " " + check.getVerdict() + said("observed", check.getObserved())
                        + said("threshold", check.getThreshold())
                        + said("rule version", check.getRuleVersion())
                        + (check.getShadow() ? ", in shadow: recorded, not applied" : ""));
    }

    private void conversion(Conversion conversion) {
        line(
                null,
                "conversion",
                conversion.getConversionId() + " version " + conversion.getVersion() + " " + conversion.getStatus()
                        + said("reason", conversion.getReason())
                        + said("payout", amount(conversion.getPayout(), conversion.getCurrency()))
                        + said("revenue", amount(conversion.getRevenue(), conversion.getCurrency()))
                        + said("offer version", conversion.getOfferVersion())
                        + causedBy(conversion));
        if (conversion.getPayoutRule() != null || conversion.getRevenueRule() != null) {
            line(
                    null,
                    "price",
                    "payout by " + conversion.getPayoutRule() + ", revenue by " + conversion.getRevenueRule()
                            + said("sale_amount", amount(conversion.getSaleAmount(), conversion.getCurrency()))
                            + said("tier", conversion.getTier())
                            + exchanged(conversion.getExchange()));
        }
        conversion
                .getSplits()
                .forEach(split -> line(
                        null,
                        "share",
                        split.getAffiliateId() + " " + AvroJson.plain(split.getCredit()) + " of the payout: "
                                + amount(split.getPayout(), conversion.getCurrency())));
        conversion
                .getAdjustments()
                .forEach(adjustment -> line(
                        adjustment.getAdjustedAt(),
                        "adjusted",
                        "by version " + adjustment.getVersion() + " after its period was locked"
                                + said("payout", amount(adjustment.getPayout(), conversion.getCurrency()))
                                + said("revenue", amount(adjustment.getRevenue(), conversion.getCurrency()))
                                + adjustment.getSplits().stream()
                                        .map(share -> said(
                                                "of " + share.getAffiliateId(),
                                                amount(share.getPayout(), conversion.getCurrency())))
                                        .collect(joining())));
        if (!conversion.getAdjustments().isEmpty()) {
            Worth worth = Worth.of(conversion);
            line(
                    null,
                    "worth",
                    "with all adjustments" + said("payout", amount(worth.payout(), conversion.getCurrency()))
                            + said("revenue", amount(worth.revenue(), conversion.getCurrency())));
        }
    }

    private static String causedBy(Conversion version) {
        return switch (version.getCause()) {
            case DECISION ->
                ", by decision " + version.getDecisionId() + " of " + version.getActor()
                        + said("note", version.getNote());
            case TIMER -> ", by time: nothing was said against it until " + version.getChangedAt();
            case CLICK -> ", by a click";
            case POSTBACK, UNKNOWN ->
                version.getReceiptId().equals(version.getFirstReceiptId())
                        ? ""
                        : ", by receipt " + version.getReceiptId();
        };
    }

    private static String exchanged(@Nullable Exchange exchange) {
        return exchange == null
                ? ""
                : ", exchanged from " + amount(exchange.getSaleAmount(), exchange.getCurrency()) + " at "
                        + exchange.getRate().stripTrailingZeros().toPlainString() + " of " + exchange.getRateFrom()
                        + " (" + exchange.getRatesId() + " version " + exchange.getRatesVersion() + ")";
    }

    private static String lower(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }

    private void planned(DueDelivery due) {
        line(
                due.getCreatedAt(),
                "delivery",
                due.getDeliveryId() + " of version " + due.getConversion().getVersion() + " to " + due.getEndpointId());
    }

    private void attempt(DeliveryAttempt attempt) {
        String answer = attempt.getHttpStatus() == null
                ? String.valueOf(attempt.getError())
                : "answered " + attempt.getHttpStatus();
        line(
                attempt.getStartedAt(),
                "attempt " + attempt.getAttempt(),
                attempt.getResult() + " by " + attempt.getEndpointId() + ", " + answer + " after "
                        + attempt.getDurationMs() + " ms" + said("url", attempt.getUrl())
                        + said("why", attempt.getErrorDetail()));
    }

    private void deadLetter(DeliveryDeadLetter letter) {
        line(
                letter.getGivenUpAt(),
                "given up",
                letter.getReason() + " after " + letter.getAttempts() + " attempts to " + letter.getEndpointId()
                        + said("last answer", letter.getLastHttpStatus())
                        + said("last error", letter.getLastError()));
    }

    private void line(@Nullable Instant at, String what, String detail) {
        String time = at == null
                ? ""
                : String.format(
                        Locale.ROOT, "%+.3f s", Duration.between(receivedAt, at).toMillis() / 1_000.0);
        text.append(String.format(Locale.ROOT, "%14s  %-10s %s%n", time, what, detail));
    }

    private static String said(String name, @Nullable Object value) {
        return value == null ? "" : ", " + name + " " + value;
    }

    private static @Nullable String amount(@Nullable BigDecimal amount, @Nullable String currency) {
        return amount == null
                ? null
                : (AvroJson.plain(amount) + " " + Objects.requireNonNullElse(currency, "")).strip();
    }
}

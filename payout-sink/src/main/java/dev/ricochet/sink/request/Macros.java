package dev.ricochet.sink.request;

import dev.ricochet.kit.catalog.EndpointMacro;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DueDelivery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the macros of one delivery stand for. */
record Macros(DueDelivery due) {

    /** The macro's value; empty where the conversion has none. */
    String value(EndpointMacro macro) {
        Conversion conversion = due.getConversion();
        return switch (macro) {
            case DELIVERY_ID -> due.getDeliveryId();
            case CONVERSION_ID -> conversion.getConversionId();
            case VERSION -> Integer.toString(conversion.getVersion());
            case STATUS -> conversion.getStatus().name();
            case PREVIOUS_STATUS ->
                conversion.getPreviousStatus() == null
                        ? ""
                        : conversion.getPreviousStatus().name();
            case REASON -> orEmpty(conversion.getReason());
            case OFFER_ID -> conversion.getOfferId();
            case AFFILIATE_ID -> conversion.getAffiliateId();
            case GOAL -> conversion.getGoal();
            case CLICK_ID -> orEmpty(conversion.getClickId());
            case ORDER_ID -> orEmpty(conversion.getOrderId());
            case SOURCE -> orEmpty(conversion.getSource());
            case COUNTRY -> orEmpty(conversion.getCountry());
            case PAYOUT -> amount(conversion.getPayout(), conversion);
            case SALE_AMOUNT -> amount(conversion.getSaleAmount(), conversion);
            case CURRENCY -> conversion.getCurrency();
            case CLICKED_AT -> time(conversion.getClickedAt());
            case CONVERTED_AT -> time(conversion.getConvertedAt());
            case CHANGED_AT -> time(conversion.getChangedAt());
            case SUB1, SUB2, SUB3, SUB4, SUB5, SUB6, SUB7, SUB8, SUB9, SUB10 ->
                sub(conversion.getSubs(), Integer.parseInt(macro.name().substring("SUB".length())));
        };
    }

    /** The value of sub{number}, empty where the click had none. */
    static String sub(List<String> subs, int number) {
        return number <= subs.size() ? subs.get(number - 1) : "";
    }

    private static String amount(@Nullable BigDecimal amount, Conversion conversion) {
        return amount == null ? "" : Amounts.text(amount, conversion.getCurrency());
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}

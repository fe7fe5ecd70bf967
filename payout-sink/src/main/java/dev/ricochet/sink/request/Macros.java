package dev.ricochet.sink.request;

import dev.ricochet.schemas.event.Conversion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the macros of a URL template stand for. The advertiser's side (revenue, advertiser) is not the affiliate's to know. */
final class Macros {

    /** A click carries sub1 to sub10. */
    static final int SUBS = 10;

    private Macros() {}

    /** Every macro there is, by name; a field that the conversion does not have is empty. */
    static Map<String, String> of(Conversion conversion) {
        Map<String, String> macros = new HashMap<>();
        macros.put("conversion_id", conversion.getConversionId());
        macros.put("click_id", orEmpty(conversion.getClickId()));
        macros.put("order_id", orEmpty(conversion.getOrderId()));
        macros.put("status", conversion.getStatus().name());
        macros.put("payout", Amounts.text(conversion.getPayout(), conversion.getCurrency()));
        macros.put("currency", conversion.getCurrency());
        macros.put("goal", conversion.getGoal());
        macros.put("offer_id", conversion.getOfferId());
        macros.put("affiliate_id", conversion.getAffiliateId());
        macros.put("source", orEmpty(conversion.getSource()));
        for (int number = 1; number <= SUBS; number++) {
            macros.put("sub" + number, sub(conversion.getSubs(), number));
        }
        return macros;
    }

    /** The value of sub{number}, empty where the click had none. */
    static String sub(List<String> subs, int number) {
        return number <= subs.size() ? subs.get(number - 1) : "";
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}

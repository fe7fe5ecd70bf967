package dev.ricochet.sink.admin;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.Attribution;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A conversion that never was, marked as such wherever it is told of. */
final class ExampleDelivery {

    private static final String CLICK = "0examp1ec11ck00000000000000000ex";

    private ExampleDelivery() {}

    /** @param fields may replace what the example says */
    static DueDelivery of(Endpoint endpoint, RequestFields fields, Instant now) {
        String id = "test-" + UUID.randomUUID();
        List<String> subs = fields.texts("subs");
        Conversion conversion = Conversion.newBuilder()
                .setConversionId(id)
                .setVersion(1)
                .setStatus(fields.symbol("status", ConversionStatus.class, ConversionStatus.APPROVED))
                .setConvertedAt(now)
                .setChangedAt(now)
                .setReceiptId(id)
                .setFirstReceiptId(id)
                .setAdvertiserId("test")
                .setOfferId(or(
                        fields.text("offer_id"),
                        endpoint.getOffers().isEmpty()
                                ? "test-offer"
                                : endpoint.getOffers().get(0)))
                .setAffiliateId(endpoint.getAffiliateId())
                .setGoal(or(
                        fields.text("goal"),
                        endpoint.getGoals().isEmpty()
                                ? "sale"
                                : endpoint.getGoals().get(0)))
                .setAttribution(Attribution.CLICK)
                .setClickId(or(fields.text("click_id"), CLICK))
                .setClickedAt(now)
                .setOrderId(or(fields.text("order_id"), "test-order"))
                .setSource(or(fields.text("source"), "test-source"))
                .setSubs(subs.isEmpty() ? List.of("test-sub1", "test-sub2") : subs)
                .setCountry("US")
                .setSaleAmount(amount(fields, "sale_amount", "100.00"))
                .setCurrency(or(fields.text("currency"), "USD"))
                .setPayout(amount(fields, "payout", "10.00"))
                .setRevenue(Money.zero("USD").wire())
                .setOfferVersion(1)
                .setTest(true)
                .build();
        return new DueDelivery(id, 1, endpoint.getId(), now, now, conversion, true, null);
    }

    private static BigDecimal amount(RequestFields fields, String key, String otherwise) {
        String text = or(fields.text(key), otherwise);
        try {
            return Money.of(text, "USD").wire();
        } catch (IllegalArgumentException | ArithmeticException malformed) {
            fields.fault(key, text, "an amount such as \"12.50\"");
            return Money.of(otherwise, "USD").wire();
        }
    }

    private static String or(@Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }
}

package dev.ricochet.sink.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ricochet.schemas.event.Conversion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The body of a POST. Every field is always there, null where the conversion has no value; amounts are decimal text,
 * times ISO 8601 in UTC. Fields may be added, none is ever renamed or removed.
 */
final class ConversionJson {

    private static final JsonFactory JSON = new JsonFactory();

    private ConversionJson() {}

    static byte[] of(String deliveryId, Conversion conversion) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(json, deliveryId, conversion);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, String deliveryId, Conversion conversion) throws IOException {
        json.writeStartObject();
        json.writeStringField("delivery_id", deliveryId);
        json.writeStringField("conversion_id", conversion.getConversionId());
        json.writeNumberField("version", conversion.getVersion());
        json.writeStringField("status", conversion.getStatus().name());
        json.writeStringField(
                "previous_status",
                conversion.getPreviousStatus() == null
                        ? null
                        : conversion.getPreviousStatus().name());
        json.writeStringField("reason", conversion.getReason());
        json.writeStringField("offer_id", conversion.getOfferId());
        json.writeStringField("affiliate_id", conversion.getAffiliateId());
        json.writeStringField("goal", conversion.getGoal());
        json.writeStringField("click_id", conversion.getClickId());
        json.writeStringField("order_id", conversion.getOrderId());
        json.writeStringField("source", conversion.getSource());
        json.writeStringField("country", conversion.getCountry());
        json.writeObjectFieldStart("subs");
        for (int number = 1; number <= conversion.getSubs().size(); number++) {
            json.writeStringField("sub" + number, Macros.sub(conversion.getSubs(), number));
        }
        json.writeEndObject();
        json.writeStringField("payout", amount(conversion.getPayout(), conversion));
        json.writeStringField("sale_amount", amount(conversion.getSaleAmount(), conversion));
        json.writeStringField("currency", conversion.getCurrency());
        json.writeStringField(
                "clicked_at",
                conversion.getClickedAt() == null
                        ? null
                        : conversion.getClickedAt().toString());
        json.writeStringField("converted_at", conversion.getConvertedAt().toString());
        json.writeStringField("changed_at", conversion.getChangedAt().toString());
        if (conversion.getTest()) {
            json.writeBooleanField("test", true);
        }
        json.writeEndObject();
    }

    private static @Nullable String amount(@Nullable BigDecimal amount, Conversion conversion) {
        return amount == null ? null : Amounts.text(amount, conversion.getCurrency());
    }
}

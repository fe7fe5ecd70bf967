package dev.ricochet.gateway.clickreport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ricochet.gateway.refusal.ProblemDocument;
import dev.ricochet.gateway.refusal.RefusalText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** What the affiliate's server is told of one item, as a JSON object. */
final class ItemText {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int ALONE = -1;

    private ItemText() {}

    /** Of the one item of a request. */
    static String alone(ItemResult result) {
        return of(ALONE, result);
    }

    /** Of one of many. */
    static String of(int index, ItemResult result) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            if (index != ALONE) {
                json.writeNumberField("index", index);
            }
            if (result instanceof ItemResult.Accepted accepted) {
                json.writeStringField("status", "accepted");
                json.writeStringField("click_id", accepted.clickId());
                json.writeStringField("offer_id", accepted.offerId());
                json.writeStringField("landing_url", accepted.landingUrl());
            } else if (result instanceof ItemResult.Declined declined) {
                write(json, declined);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, ItemResult.Declined declined) throws IOException {
        json.writeStringField("status", "refused");
        json.writeStringField("type", ProblemDocument.type(declined.refused()));
        json.writeStringField("title", RefusalText.of(declined.refused().reason()));
        json.writeStringField("request_id", declined.requestId());
        ProblemDocument.writeErrors(json, declined.refused());
        if (declined.fallbackUrl() != null) {
            json.writeStringField("fallback_url", declined.fallbackUrl());
        }
    }
}

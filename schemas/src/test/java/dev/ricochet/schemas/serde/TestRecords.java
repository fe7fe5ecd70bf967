package dev.ricochet.schemas.serde;

import dev.ricochet.schemas.event.Attribution;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Records with something in every kind of field. */
final class TestRecords {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

    private TestRecords() {}

    static Conversion aConversion() {
        return Conversion.newBuilder()
                .setConversionId("c-1")
                .setVersion(1)
                .setStatus(ConversionStatus.APPROVED)
                .setConvertedAt(NOON)
                .setChangedAt(NOON)
                .setReceiptId("r-1")
                .setFirstReceiptId("r-1")
                .setAdvertiserId("acme")
                .setOfferId("shoes")
                .setAffiliateId("aff-1")
                .setGoal("sale")
                .setAttribution(Attribution.CLICK)
                .setClickId("06dap1qtfc8g20g30g2gc1t99e3pb4jx")
                .setClickedAt(NOON.minusSeconds(60))
                .setSubs(List.of("s1", "", "s3"))
                .setSaleAmount(new BigDecimal("-0.000001"))
                .setCurrency("USD")
                .setPayout(new BigDecimal("123456789012345678.123456"))
                .setRevenue(new BigDecimal("0.000000"))
                .setOfferVersion(7)
                .build();
    }
}

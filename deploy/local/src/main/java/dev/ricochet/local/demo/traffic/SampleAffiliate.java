package dev.ricochet.local.demo.traffic;

import dev.ricochet.schemas.event.ConversionStatus;
import java.util.List;

/** The affiliates of the sample catalog and what their endpoints want to hear; a test holds them against the file. */
public enum SampleAffiliate {
    SHOE_BLOG(
            "aff-1",
            "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz",
            List.of(ConversionStatus.PENDING, ConversionStatus.APPROVED, ConversionStatus.REVERSED)),
    PRICE_COMPARISON(
            "aff-2",
            "whsec_YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXowMTIz",
            List.of(ConversionStatus.APPROVED, ConversionStatus.REVERSED)),
    BLOCKED("aff-3", "", List.of());

    private final String id;
    private final String secret;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<ConversionStatus> hears;

    SampleAffiliate(String id, String secret, List<ConversionStatus> hears) {
        this.id = id;
        this.secret = secret;
        this.hears = List.copyOf(hears);
    }

    public String id() {
        return id;
    }

    /** With which the affiliate's endpoint verifies what it is told. */
    public String secret() {
        return secret;
    }

    public boolean hears(ConversionStatus status) {
        return hears.contains(status);
    }
}

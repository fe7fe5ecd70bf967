package dev.ricochet.local.demo.traffic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** The offers of the sample catalog and their terms, as the generator reckons with them; a test holds them against the file. */
public enum SampleOffer {
    SHOES("shoes", "acme", "acme-s3cret", "sale", "USD", true, "10", "14"),
    NEWSLETTER("newsletter", "globex", "globex-s3cret", "lead", "EUR", false, "1.20", "2.00"),
    GADGETS("gadgets", "acme", "acme-s3cret", "sale", "USD", false, "5.00", "8.00");

    /** What the sample catalog allows of {@link #GADGETS}. */
    public static final int GADGETS_CAP = 3;

    /** What the sample catalog asks of {@link #NEWSLETTER} between click and conversion. */
    public static final Duration NEWSLETTER_LEAST_TIME = Duration.ofSeconds(3);

    private static final int CENTS = 2;
    private static final int PERCENT = 2;

    private final String id;
    private final String advertiser;
    private final String token;
    private final String goal;
    private final String currency;
    private final boolean share;
    private final BigDecimal payout;
    private final BigDecimal revenue;

    SampleOffer(
            String id,
            String advertiser,
            String token,
            String goal,
            String currency,
            boolean share,
            String payout,
            String revenue) {
        this.id = id;
        this.advertiser = advertiser;
        this.token = token;
        this.goal = goal;
        this.currency = currency;
        this.share = share;
        this.payout = new BigDecimal(payout);
        this.revenue = new BigDecimal(revenue);
    }

    /** Whether the sample catalog takes only so many conversions of it. */
    public boolean isCapped() {
        return this == GADGETS;
    }

    public String id() {
        return id;
    }

    public String advertiser() {
        return advertiser;
    }

    public String token() {
        return token;
    }

    public String goal() {
        return goal;
    }

    public String currency() {
        return currency;
    }

    BigDecimal payoutOf(BigDecimal sale) {
        return share ? percentOf(sale, payout) : payout;
    }

    BigDecimal revenueOf(BigDecimal sale) {
        return share ? percentOf(sale, revenue) : revenue;
    }

    private static BigDecimal percentOf(BigDecimal sale, BigDecimal percent) {
        return sale.multiply(percent).movePointLeft(PERCENT).setScale(CENTS, RoundingMode.HALF_EVEN);
    }
}

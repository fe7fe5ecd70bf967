package dev.ricochet.bench.gateway;

import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.ClickKeys;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Request targets as the gateway's callers send them. */
final class Traffic {

    private static final int CLICK_IDS = 10_000;

    private Traffic() {}

    /** Postbacks: a token, a genuine click id, an order of its own, an amount. */
    static Supplier<String> postbacks(String clickKeys) {
        ClickIds ids = new ClickIds(ClickKeys.parse(clickKeys));
        String[] clicks = new String[CLICK_IDS];
        Instant now = Instant.now();
        for (int i = 0; i < clicks.length; i++) {
            clicks[i] = ids.mint(now.minusMillis(i));
        }
        AtomicLong orders = new AtomicLong();
        return () -> {
            long order = orders.incrementAndGet();
            return "/p/acme?token=s3cret&click_id=" + clicks[(int) (order % clicks.length)] + "&order_id=o-" + order
                    + "&goal=sale&sale_amount=59.90&currency=USD&status=approved";
        };
    }

    /** Clicks: an affiliate, a source and three of its own values. */
    static Supplier<String> clicks() {
        AtomicLong visitors = new AtomicLong();
        return () -> "/c/shoes?aff=aff-1&sub1=v" + visitors.incrementAndGet()
                + "&sub2=banner-7&sub3=spring&source=newsletter";
    }
}

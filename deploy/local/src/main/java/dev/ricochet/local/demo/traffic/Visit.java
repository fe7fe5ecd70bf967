package dev.ricochet.local.demo.traffic;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * One visitor and what becomes of the visit.
 *
 * @param at when it begins, from the start of the traffic
 */
public record Visit(
        int number,
        Duration at,
        Scenario scenario,
        SampleOffer offer,
        SampleAffiliate affiliate,
        String orderId,
        BigDecimal saleAmount) {

    public List<Step> steps() {
        return Script.of(this);
    }
}

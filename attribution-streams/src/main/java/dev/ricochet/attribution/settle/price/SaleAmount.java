package dev.ricochet.attribution.settle.price;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.catalog.DatedRate;
import dev.ricochet.schemas.catalog.ExchangeRates;
import dev.ricochet.schemas.event.Exchange;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.reason.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The basket's value in the offer's currency. */
public sealed interface SaleAmount {

    /**
     * It is known, or none was named.
     *
     * @param value as records carry it
     * @param exchange how it was converted; null where it was not
     */
    record Known(@Nullable BigDecimal value, @Nullable Exchange exchange) implements SaleAmount {}

    /** It is in another currency, and there is no rate for it. */
    record Foreign(Explanation why) implements SaleAmount {}

    /**
     * A sale in another currency is converted at the rate that holds on the day, in UTC, on which it was sold, and rounded as
     * {@link Money#exchanged} says. Only the catalog's own rate for the pair counts: nothing is turned round or chained.
     */
    static SaleAmount of(Postback reported, Instant soldAt, Rules rules) {
        BigDecimal amount = reported.getSaleAmount();
        String from = reported.getCurrency();
        String to = rules.offer().getCurrency();
        if (from == null || from.equals(to) || amount == null) {
            return new Known(amount, null);
        }
        ExchangeRates rates = rules.catalog().rates(from, to);
        if (rates == null) {
            return new Foreign(Explanation.of(Reason.CURRENCY_MISMATCH)
                    .observed(from)
                    .against(to)
                    .byRule("offer.currency", rules.offerVersion()));
        }
        LocalDate day = soldAt.atZone(ZoneOffset.UTC).toLocalDate();
        DatedRate rate = rateOn(day, rates);
        if (rate == null) {
            return new Foreign(Explanation.of(Reason.NO_EXCHANGE_RATE)
                    .observed(day.toString())
                    .against("a rate of " + rates.getId() + " from that day or before")
                    .byRule("rates." + rates.getId(), rates.getVersion()));
        }
        return new Known(
                Money.exchanged(amount, rate.getRate(), to).wire(),
                Exchange.newBuilder()
                        .setCurrency(from)
                        .setSaleAmount(amount)
                        .setRate(rate.getRate())
                        .setRateFrom(rate.getFrom())
                        .setRatesId(rates.getId())
                        .setRatesVersion(rates.getVersion())
                        .build());
    }

    /** The same, where a sale that no rate is known for is as good as none. */
    static Known orNone(Postback reported, Instant soldAt, Rules rules) {
        return of(reported, soldAt, rules) instanceof Known known ? known : new Known(null, null);
    }

    private static @Nullable DatedRate rateOn(LocalDate day, ExchangeRates rates) {
        DatedRate newest = null;
        for (DatedRate rate : rates.getRates()) {
            if (!rate.getFrom().isAfter(day)
                    && (newest == null || rate.getFrom().isAfter(newest.getFrom()))) {
                newest = rate;
            }
        }
        return newest;
    }
}

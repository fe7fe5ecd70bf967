package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Node.quoted;

import dev.ricochet.schemas.catalog.DatedRate;
import dev.ricochet.schemas.catalog.ExchangeRates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;

/** Dated exchange rates out of a catalog file. */
final class RatesReader {
    private static final int SCALE = 12;

    /** Digits before the point: with the twelve of a sale, as many as an amount can have. */
    private static final int MOST_INTEGER_DIGITS = 6;

    private RatesReader() {}

    static ExchangeRates rates(Node node) {
        String id = node.id();
        String name = node.optionalText("name");
        String from = Currencies.read(node, "from");
        String to = Currencies.read(node, "to");
        if (!from.isEmpty() && from.equals(to)) {
            node.report("to", quoted(to), "another currency than `from`");
        } else if (!from.isEmpty() && !to.isEmpty() && !id.equals(from + "-" + to)) {
            node.report("id", quoted(id), quoted(from + "-" + to) + ", by which the pair is found");
        }
        List<DatedRate> rates = node.list("rates", RatesReader::rate);
        if (rates.isEmpty()) {
            node.report("rates", "none", "at least one rate such as {from: 2026-11-01, rate: \"0.92\"}");
        }
        List<LocalDate> days = rates.stream().map(DatedRate::getFrom).toList();
        days.stream()
                .filter(day -> !day.equals(LocalDate.EPOCH))
                .filter(day -> days.indexOf(day) != days.lastIndexOf(day))
                .distinct()
                .forEach(day -> node.report("rates", day + " twice", "each day once"));
        return ExchangeRates.newBuilder()
                .setId(id)
                .setVersion(0)
                .setEffectiveFrom(EffectiveFrom.read(node))
                .setName(name)
                .setFromCurrency(from)
                .setToCurrency(to)
                .setRates(rates.stream()
                        .sorted(Comparator.comparing(DatedRate::getFrom))
                        .toList())
                .build();
    }

    private static DatedRate rate(Node node) {
        return DatedRate.newBuilder().setFrom(day(node)).setRate(value(node)).build();
    }

    private static LocalDate day(Node node) {
        String text = node.text("from");
        try {
            return text.isEmpty() ? LocalDate.EPOCH : LocalDate.parse(text);
        } catch (DateTimeParseException malformed) {
            node.report("from", quoted(text), "a day such as 2026-11-01");
            return LocalDate.EPOCH;
        }
    }

    private static BigDecimal value(Node node) {
        if (!node.has("rate")) {
            node.report("rate", "missing", "a number such as \"0.92\"");
        }
        BigDecimal rate = node.decimal("rate", SCALE, MOST_INTEGER_DIGITS);
        if (rate != null && rate.signum() == 0) {
            node.report("rate", "0", "more than 0");
        }
        return rate == null ? BigDecimal.ONE.setScale(SCALE) : rate;
    }
}

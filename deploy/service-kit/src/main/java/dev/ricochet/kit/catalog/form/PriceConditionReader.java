package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Node.quoted;

import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.PriceCondition;
import dev.ricochet.schemas.catalog.VolumeRange;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** When a price rule holds. */
final class PriceConditionReader {
    private static final int SUBS = 10;

    private PriceConditionReader() {}

    /** Holds always. */
    static PriceCondition any() {
        return PriceCondition.newBuilder().build();
    }

    static PriceCondition condition(Node node) {
        PriceCondition.Builder condition = PriceCondition.newBuilder()
                .setAffiliates(node.texts("affiliates"))
                .setTiers(node.texts("tiers"))
                .setCountries(checked(node, "countries", Matching::isCountry, Matching.COUNTRY_EXPECTED))
                .setSources(checked(node, "sources", Matching::isPattern, Matching.PATTERN_EXPECTED))
                .setSubs(subs(node))
                .setVolume(node.object("volume", PriceConditionReader::volume).orElse(null));
        node.object("sale_amount", sale -> range(sale, condition));
        if (node.allKeys().isEmpty()) {
            node.report("", "nothing", "at least one condition; the price itself holds always");
        }
        return condition.build();
    }

    private static Map<String, List<String>> subs(Node node) {
        Map<String, List<String>> subs = new LinkedHashMap<>();
        IntStream.rangeClosed(1, SUBS).mapToObj(number -> "sub" + number).forEach(sub -> {
            List<String> values = checked(node, sub, Matching::isPattern, Matching.PATTERN_EXPECTED);
            if (!values.isEmpty()) {
                subs.put(sub, values);
            }
        });
        return subs;
    }

    private static PriceCondition.Builder range(Node node, PriceCondition.Builder condition) {
        BigDecimal from = node.amount("from");
        BigDecimal below = node.amount("below");
        if (from == null && below == null) {
            node.report("", "neither from nor below", "one of them, or both");
        }
        if (from != null && below != null && from.compareTo(below) >= 0) {
            node.report("below", below.stripTrailingZeros().toPlainString(), "more than `from`");
        }
        return condition.setSaleFrom(from).setSaleBelow(below);
    }

    private static VolumeRange volume(Node node) {
        CapPeriod period = node.oneOf("period", CapPeriod.class, CapPeriod.MONTH);
        String zone = Zones.read(node, "zone");
        Long first = count(node, "first");
        Long last = count(node, "last");
        if (first == null && last == null) {
            node.report("", "neither first nor last", "one of them, or both; an affiliate's first conversion is 1");
        }
        if (first != null && last != null && first > last) {
            node.report("last", last.toString(), "`first` or more");
        }
        return VolumeRange.newBuilder()
                .setPeriod(period)
                .setZone(zone)
                .setFirst(first)
                .setLast(last)
                .build();
    }

    private static @Nullable Long count(Node node, String key) {
        return node.has(key) ? node.count(key) : null;
    }

    private static List<String> checked(Node node, String key, Predicate<String> good, String expected) {
        List<String> values = node.texts(key);
        IntStream.range(0, values.size())
                .filter(index -> !good.test(values.get(index)))
                .forEach(index -> node.report(key + "[" + index + "]", quoted(values.get(index)), expected));
        return values;
    }
}

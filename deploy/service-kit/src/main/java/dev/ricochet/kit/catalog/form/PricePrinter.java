package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Printing.decimal;
import static dev.ricochet.kit.catalog.form.Printing.each;
import static dev.ricochet.kit.catalog.form.Printing.named;
import static dev.ricochet.kit.catalog.form.Printing.put;
import static dev.ricochet.kit.catalog.form.Printing.putSome;
import static dev.ricochet.kit.catalog.form.Printing.written;

import dev.ricochet.schemas.catalog.Price;
import dev.ricochet.schemas.catalog.PriceCondition;
import dev.ricochet.schemas.catalog.PriceRule;
import dev.ricochet.schemas.catalog.VolumeRange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** A price and its rules as they stand in a catalog file. */
final class PricePrinter {
    private static final int SUBS = 10;

    private PricePrinter() {}

    static Map<String, Object> price(Price price) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", written(price.getModel()));
        put(map, "amount", decimal(price.getAmount()));
        put(map, "percent", decimal(price.getPercent()));
        put(map, "at_least", decimal(price.getAtLeast()));
        put(map, "at_most", decimal(price.getAtMost()));
        putSome(map, "rules", each(price.getRules(), PricePrinter::rule));
        return map;
    }

    private static Map<String, Object> rule(PriceRule rule) {
        Map<String, Object> map = named(rule.getId(), null);
        map.put("when", condition(rule.getCondition()));
        map.put("model", written(rule.getModel()));
        put(map, "amount", decimal(rule.getAmount()));
        put(map, "percent", decimal(rule.getPercent()));
        put(map, "at_least", decimal(rule.getAtLeast()));
        put(map, "at_most", decimal(rule.getAtMost()));
        return map;
    }

    private static Map<String, Object> condition(PriceCondition condition) {
        Map<String, Object> map = new LinkedHashMap<>();
        putSome(map, "affiliates", condition.getAffiliates());
        putSome(map, "tiers", condition.getTiers());
        putSome(map, "countries", condition.getCountries());
        putSome(map, "sources", condition.getSources());
        IntStream.rangeClosed(1, SUBS)
                .mapToObj(number -> "sub" + number)
                .forEach(sub -> put(map, sub, condition.getSubs().get(sub)));
        if (condition.getSaleFrom() != null || condition.getSaleBelow() != null) {
            Map<String, Object> sale = new LinkedHashMap<>();
            put(sale, "from", decimal(condition.getSaleFrom()));
            put(sale, "below", decimal(condition.getSaleBelow()));
            map.put("sale_amount", sale);
        }
        VolumeRange volume = condition.getVolume();
        put(map, "volume", volume == null ? null : volume(volume));
        return map;
    }

    private static Map<String, Object> volume(VolumeRange volume) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("period", written(volume.getPeriod()));
        map.put("zone", volume.getZone());
        put(map, "first", volume.getFirst());
        put(map, "last", volume.getLast());
        return map;
    }
}

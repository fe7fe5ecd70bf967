package dev.ricochet.kit.catalog.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.ricochet.kit.duration.Durations;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.AttributionModel;
import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.ClickCap;
import dev.ricochet.schemas.catalog.CustomAcknowledgement;
import dev.ricochet.schemas.catalog.Dedupe;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.FraudRules;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.HttpMethod;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.Price;
import dev.ricochet.schemas.catalog.Wording;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Entries as people write them, so that what is printed can be applied again: a whole file as YAML, or one entry as the map
 * that both YAML and JSON are written from. Secrets stand as {@link KeptSecret} unless asked for.
 */
public final class CatalogPrinter {
    private static final JsonMapper YAML = JsonMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .build())
            .build();

    private final boolean showSecrets;

    private CatalogPrinter(boolean showSecrets) {
        this.showSecrets = showSecrets;
    }

    public static String yaml(Entries entries, boolean showSecrets) {
        CatalogPrinter printer = new CatalogPrinter(showSecrets);
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("advertisers", each(entries.advertisers().values(), printer::advertiser));
        file.put("affiliates", each(entries.affiliates().values(), printer::affiliate));
        file.put("offers", each(entries.offers().values(), CatalogPrinter::offer));
        file.put("endpoints", each(entries.endpoints().values(), printer::endpoint));
        try {
            return YAML.writeValueAsString(file);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts, lists and maps could not be written as YAML", impossible);
        }
    }

    /** One entry by the names of a catalog file, in their order; secrets stand as {@link KeptSecret}. */
    public static Map<String, Object> map(SpecificRecord entry) {
        CatalogPrinter printer = new CatalogPrinter(false);
        if (entry instanceof Advertiser advertiser) {
            return printer.advertiser(advertiser);
        }
        if (entry instanceof Affiliate affiliate) {
            return printer.affiliate(affiliate);
        }
        if (entry instanceof Offer offer) {
            return offer(offer);
        }
        if (entry instanceof Endpoint endpoint) {
            return printer.endpoint(endpoint);
        }
        throw new IllegalArgumentException("a " + entry.getSchema().getName() + " is no catalog entry");
    }

    private Map<String, Object> advertiser(Advertiser entry) {
        Map<String, Object> map = named(entry.getId(), entry.getName());
        put(
                map,
                "token",
                entry.getToken() == null
                        ? null
                        : secrets(List.of(entry.getToken())).get(0));
        map.put("require", each(entry.getRequire(), CatalogPrinter::written));
        putSome(map, "allow_ips", entry.getAllowIps());
        putSome(map, "hmac_secrets", secrets(entry.getHmacSecrets()));
        map.put("dialect", entry.getDialect());
        put(map, "wording", entry.getWording() == null ? null : wording(entry.getWording()));
        put(
                map,
                "acknowledgement",
                entry.getAcknowledgement() == null ? null : acknowledgement(entry.getAcknowledgement()));
        put(map, "requests_per_second", entry.getRequestsPerSecond());
        return map;
    }

    private static Map<String, Object> wording(Wording wording) {
        Map<String, Object> map = new LinkedHashMap<>();
        putSome(map, "parameters", wording.getParameters());
        putSome(map, "statuses", wording.getStatuses());
        putSome(map, "goals", wording.getGoals());
        map.put("decimal_comma", wording.getDecimalComma());
        put(map, "time_format", wording.getTimeFormat());
        put(map, "time_zone", wording.getTimeZone());
        return map;
    }

    private static Map<String, Object> acknowledgement(CustomAcknowledgement acknowledgement) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("status", acknowledgement.getStatus());
        map.put("content_type", acknowledgement.getContentType());
        map.put("body", acknowledgement.getBody());
        return map;
    }

    private Map<String, Object> affiliate(Affiliate entry) {
        Map<String, Object> map = named(entry.getId(), entry.getName());
        put(
                map,
                "token",
                entry.getToken() == null
                        ? null
                        : secrets(List.of(entry.getToken())).get(0));
        map.put("status", written(entry.getStatus()));
        return map;
    }

    private static Map<String, Object> offer(Offer entry) {
        Map<String, Object> map = named(entry.getId(), entry.getName());
        map.put("advertiser", entry.getAdvertiserId());
        map.put("status", written(entry.getStatus()));
        map.put("landing_url", entry.getLandingUrl());
        put(map, "fallback_url", entry.getFallbackUrl());
        put(map, "fallback_offer", entry.getFallbackOfferId());
        map.put("currency", entry.getCurrency());
        map.put("click_window", Durations.print(entry.getClickWindowMs()));
        map.put("early_hold", Durations.print(entry.getEarlyHoldMs()));
        map.put("goals", each(entry.getGoals(), CatalogPrinter::goal));
        putSome(map, "caps", each(entry.getCaps(), CatalogPrinter::cap));
        put(map, "fraud", entry.getFraud() == null ? null : fraud(entry.getFraud()));
        putSome(map, "affiliates", entry.getAffiliates());
        putSome(map, "coupons", entry.getCoupons());
        putSome(map, "click_caps", each(entry.getClickCaps(), CatalogPrinter::clickCap));
        put(map, "view_window", duration(entry.getViewWindowMs()));
        if (entry.getAttribution() != AttributionModel.LAST_CLICK) {
            map.put("attribution", written(entry.getAttribution()));
        }
        String memory = duration(entry.getCustomerMemoryMs());
        put(map, "customers", memory == null ? null : Map.of("remember", memory));
        return map;
    }

    private static Map<String, Object> goal(Goal goal) {
        Map<String, Object> map = named(goal.getId(), null);
        Dedupe dedupe = goal.getDedupe();
        Map<String, Object> rules = new LinkedHashMap<>();
        rules.put("key", written(dedupe.getKey()));
        rules.put("scope", written(dedupe.getScope()));
        rules.put("mode", written(dedupe.getMode()));
        rules.put("ttl", Durations.print(dedupe.getTtlMs()));
        map.put("dedupe", rules);
        map.put("payout", price(goal.getPayout()));
        map.put("revenue", price(goal.getRevenue()));
        map.put("approval", written(goal.getApproval()));
        return map;
    }

    private static Map<String, Object> price(Price price) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", written(price.getModel()));
        put(map, "amount", decimal(price.getAmount()));
        put(map, "percent", decimal(price.getPercent()));
        return map;
    }

    private static Map<String, Object> cap(Cap cap) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("scope", written(cap.getScope()));
        map.put("period", written(cap.getPeriod()));
        map.put("count", cap.getCount());
        map.put("zone", cap.getZone());
        map.put("over", written(cap.getOver()));
        return map;
    }

    private static Map<String, Object> clickCap(ClickCap cap) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("scope", written(cap.getScope()));
        map.put("period", written(cap.getPeriod()));
        map.put("count", cap.getCount());
        map.put("zone", cap.getZone());
        return map;
    }

    private static Map<String, Object> fraud(FraudRules fraud) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "min_click_to_conversion", duration(fraud.getMinClickToConversionMs()));
        map.put("verdict", written(fraud.getVerdict()));
        return map;
    }

    private Map<String, Object> endpoint(Endpoint entry) {
        Map<String, Object> map = named(entry.getId(), entry.getName());
        map.put("affiliate", entry.getAffiliateId());
        map.put("status", written(entry.getStatus()));
        map.put("url", entry.getUrl());
        map.put("method", entry.getMethod().name());
        if (entry.getMethod() == HttpMethod.POST) {
            map.put("body", written(entry.getBody()));
        }
        putSome(map, "statuses", each(entry.getStatuses(), Enum::name));
        putSome(map, "goals", entry.getGoals());
        putSome(map, "offers", entry.getOffers());
        putSome(map, "sources", entry.getSources());
        put(map, "delay", entry.getDelayMs() == 0 ? null : duration(entry.getDelayMs()));
        if (!entry.getHeaders().isEmpty()) {
            Map<String, Object> headers = new LinkedHashMap<>();
            new TreeMap<>(entry.getHeaders())
                    .forEach((name, value) -> headers.put(name, secrets(List.of(value)).get(0)));
            map.put("headers", headers);
        }
        put(map, "client_certificate", entry.getClientCertificate());
        List<String> secrets = secrets(entry.getSecrets());
        if (secrets.size() == 1) {
            map.put("secret", secrets.get(0));
        } else {
            putSome(map, "secrets", secrets);
        }
        return map;
    }

    private List<String> secrets(List<String> secrets) {
        return showSecrets
                ? secrets
                : IntStream.range(0, secrets.size())
                        .mapToObj(index -> KeptSecret.name(index, secrets.size()))
                        .toList();
    }

    private static Map<String, Object> named(String id, @Nullable String name) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        put(map, "name", name);
        return map;
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static void putSome(Map<String, Object> map, String key, List<?> values) {
        if (!values.isEmpty()) {
            map.put(key, values);
        }
    }

    private static void putSome(Map<String, Object> map, String key, Map<String, String> values) {
        if (!values.isEmpty()) {
            map.put(key, values);
        }
    }

    private static @Nullable String duration(@Nullable Long millis) {
        return millis == null ? null : Durations.print(millis);
    }

    private static @Nullable String decimal(@Nullable BigDecimal value) {
        return value == null ? null : value.stripTrailingZeros().toPlainString();
    }

    private static String written(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }

    private static <T, R> List<R> each(Collection<T> values, Function<? super T, R> print) {
        return values.stream().map(print).toList();
    }
}

package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Printing.decimal;
import static dev.ricochet.kit.catalog.form.Printing.each;
import static dev.ricochet.kit.catalog.form.Printing.named;
import static dev.ricochet.kit.catalog.form.Printing.put;
import static dev.ricochet.kit.catalog.form.Printing.putSome;
import static dev.ricochet.kit.catalog.form.Printing.written;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.ricochet.kit.duration.Durations;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.CustomAcknowledgement;
import dev.ricochet.schemas.catalog.DatedRate;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.ExchangeRates;
import dev.ricochet.schemas.catalog.HttpMethod;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.Tier;
import dev.ricochet.schemas.catalog.ValueList;
import dev.ricochet.schemas.catalog.Wording;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

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
    private final Instant now;

    private CatalogPrinter(boolean showSecrets, Instant now) {
        this.showSecrets = showSecrets;
        this.now = now;
    }

    /** @param now tells which entries are planned for later: they say so */
    public static String yaml(Entries entries, boolean showSecrets, Instant now) {
        CatalogPrinter printer = new CatalogPrinter(showSecrets, now);
        Map<String, Object> file = new LinkedHashMap<>();
        CatalogParser.IN_FILES.forEach(kind -> printer.printAll(kind, entries, file));
        try {
            return YAML.writeValueAsString(file);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts, lists and maps could not be written as YAML", impossible);
        }
    }

    /**
     * One entry by the names of a catalog file, in their order; secrets stand as {@link KeptSecret}.
     *
     * @param now tells whether it is planned for later: then it says so
     */
    public static <V extends SpecificRecord> Map<String, Object> map(Kind<V> kind, V entry, Instant now) {
        return new CatalogPrinter(false, now).print(kind, entry);
    }

    /** Kinds of which there are no entries are not spoken of. */
    private <V extends SpecificRecord> void printAll(Kind<V> kind, Entries entries, Map<String, Object> file) {
        putSome(file, kind.name(), each(entries.of(kind).values(), entry -> print(kind, entry)));
    }

    private <V extends SpecificRecord> Map<String, Object> print(Kind<V> kind, V entry) {
        Map<String, Object> map = fields(entry);
        EffectiveFrom.print(kind, entry, now, map);
        return map;
    }

    private Map<String, Object> fields(SpecificRecord entry) {
        if (entry instanceof Advertiser advertiser) {
            return advertiser(advertiser);
        }
        if (entry instanceof Affiliate affiliate) {
            return affiliate(affiliate);
        }
        if (entry instanceof Offer offer) {
            return OfferPrinter.offer(offer);
        }
        if (entry instanceof Endpoint endpoint) {
            return endpoint(endpoint);
        }
        if (entry instanceof ValueList list) {
            return list(list);
        }
        if (entry instanceof ExchangeRates rates) {
            return rates(rates);
        }
        if (entry instanceof Tier tier) {
            return tier(tier);
        }
        throw new IllegalArgumentException("a " + entry.getSchema().getName() + " is no catalog entry");
    }

    private static Map<String, Object> list(ValueList entry) {
        Map<String, Object> map = named(entry.getId(), entry.getName());
        map.put("kind", written(entry.getKind()));
        map.put("entries", entry.getEntries());
        return map;
    }

    private static Map<String, Object> rates(ExchangeRates entry) {
        Map<String, Object> map = named(entry.getId(), entry.getName());
        map.put("from", entry.getFromCurrency());
        map.put("to", entry.getToCurrency());
        map.put("rates", each(entry.getRates(), CatalogPrinter::rate));
        return map;
    }

    private static Map<String, Object> rate(DatedRate rate) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("from", rate.getFrom().toString());
        put(map, "rate", decimal(rate.getRate()));
        return map;
    }

    private static Map<String, Object> tier(Tier entry) {
        Map<String, Object> map = named(entry.getId(), entry.getName());
        map.put("rank", entry.getRank());
        if (entry.getMinApproved() > 0) {
            map.put("min_approved", entry.getMinApproved());
        }
        put(map, "min_approval_rate", decimal(entry.getMinApprovalRate()));
        map.put("window", Durations.print(entry.getWindowMs()));
        return map;
    }

    private Map<String, Object> advertiser(Advertiser entry) {
        Map<String, Object> map = named(entry.getId(), entry.getName());
        put(
                map,
                "token",
                entry.getToken() == null
                        ? null
                        : secrets(List.of(entry.getToken())).get(0));
        map.put("require", each(entry.getRequire(), Printing::written));
        putSome(map, "allow_ips", entry.getAllowIps());
        putSome(map, "hmac_secrets", secrets(entry.getHmacSecrets()));
        map.put("dialect", entry.getDialect());
        put(map, "wording", entry.getWording() == null ? null : wording(entry.getWording()));
        put(
                map,
                "acknowledgement",
                entry.getAcknowledgement() == null ? null : acknowledgement(entry.getAcknowledgement()));
        put(map, "requests_per_second", entry.getRequestsPerSecond());
        put(
                map,
                "locked_until",
                entry.getLockedUntil() == null ? null : entry.getLockedUntil().toString());
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
        put(map, "delay", entry.getDelayMs() == 0 ? null : Durations.print(entry.getDelayMs()));
        if (!entry.getHeaders().isEmpty()) {
            Map<String, Object> headers = new LinkedHashMap<>();
            new TreeMap<>(entry.getHeaders())
                    .forEach((name, value) ->
                            headers.put(name, secrets(List.of(value)).get(0)));
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
}

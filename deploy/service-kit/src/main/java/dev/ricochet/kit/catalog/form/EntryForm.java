package dev.ricochet.kit.catalog.form;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.Offer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One entry as JSON, by the same names and with the same checks as in a catalog file. */
public final class EntryForm {
    // Amounts written as bare numbers must not pass through floating point.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EntryForm() {}

    /**
     * Reads an entry; it has no version yet.
     *
     * @param id as the path names it; the text may repeat it, and not differ
     * @param present what the catalog holds now: kept secrets come from there, and references point there
     * @throws InvalidCatalogException with everything that is wrong with it
     */
    public static <V extends SpecificRecord> V read(Kind<V> kind, String id, String text, Entries present)
            throws InvalidCatalogException {
        List<Problem> problems = new ArrayList<>();
        ObjectNode json = object(text);
        JsonNode named = json.get("id");
        if (named != null && !(named.isTextual() && named.asText().equals(id))) {
            problems.add(new Problem("id", Node.quoted(named.asText()), "the id of the path, " + Node.quoted(id)));
        }
        json.put("id", id);
        Node node = new Node("", json, problems);
        V entry = kind.topic().type().cast(entry(kind, node, present));
        node.end();
        problems.addAll(brokenReferences(kind, id, entry, present));
        if (!problems.isEmpty()) {
            throw new InvalidCatalogException(problems);
        }
        return entry;
    }

    /** The entries that name this one, as {@code offers/shoes}: it cannot go while there are any. */
    public static List<String> referrers(Kind<?> kind, String id, Entries all) {
        List<String> referrers = new ArrayList<>();
        all.offers().values().stream()
                .filter(offer -> names(offer, kind, id))
                .forEach(offer -> referrers.add("offers/" + offer.getId()));
        all.endpoints().values().stream()
                .filter(endpoint -> names(endpoint, kind, id))
                .forEach(endpoint -> referrers.add("endpoints/" + endpoint.getId()));
        return referrers;
    }

    private static SpecificRecord entry(Kind<?> kind, Node node, Entries present) {
        if (kind.equals(Kind.ADVERTISERS)) {
            return PartyReader.advertiser(node, present);
        }
        if (kind.equals(Kind.AFFILIATES)) {
            return PartyReader.affiliate(node, present);
        }
        return kind.equals(Kind.OFFERS) ? OfferReader.offer(node) : EndpointReader.endpoint(node, present);
    }

    private static List<Problem> brokenReferences(Kind<?> kind, String id, SpecificRecord entry, Entries present) {
        if (entry instanceof Offer offer) {
            Map<String, Offer> offers = new LinkedHashMap<>(present.offers());
            offers.put(id, offer);
            Entries all = new Entries(present.advertisers(), present.affiliates(), offers, present.endpoints());
            return ofOne(kind, id, References.check(all));
        }
        if (entry instanceof Endpoint endpoint) {
            Entries all =
                    new Entries(present.advertisers(), present.affiliates(), present.offers(), Map.of(id, endpoint));
            return ofOne(kind, id, References.check(all));
        }
        return List.of();
    }

    /** Only what is wrong with this entry, by paths within it: what was wrong elsewhere before is not its fault. */
    private static List<Problem> ofOne(Kind<?> kind, String id, List<Problem> problems) {
        String prefix = kind.name() + "[" + id + "].";
        return problems.stream()
                .filter(problem -> problem.path().startsWith(prefix))
                .map(problem ->
                        new Problem(problem.path().substring(prefix.length()), problem.value(), problem.expected()))
                .toList();
    }

    private static boolean names(Offer offer, Kind<?> kind, String id) {
        if (kind.equals(Kind.ADVERTISERS)) {
            return offer.getAdvertiserId().equals(id);
        }
        if (kind.equals(Kind.AFFILIATES)) {
            return offer.getAffiliates().contains(id) || offer.getCoupons().containsValue(id);
        }
        return kind.equals(Kind.OFFERS)
                && id.equals(offer.getFallbackOfferId())
                && !offer.getId().equals(id);
    }

    private static boolean names(Endpoint endpoint, Kind<?> kind, String id) {
        if (kind.equals(Kind.AFFILIATES)) {
            return endpoint.getAffiliateId().equals(id);
        }
        return kind.equals(Kind.OFFERS) && endpoint.getOffers().contains(id);
    }

    private static ObjectNode object(String text) throws InvalidCatalogException {
        try {
            JsonNode tree = JSON.readTree(text);
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException malformed) {
            JsonLocation location = malformed.getLocation();
            String where = location == null ? "body" : "line " + location.getLineNr();
            // The parser's own message may quote what stands there, which may be a secret.
            throw new InvalidCatalogException(
                    List.of(new Problem(where, "malformed", "well-formed JSON, each key once")));
        }
        throw new InvalidCatalogException(List.of(new Problem("body", "no object", "a JSON object")));
    }
}

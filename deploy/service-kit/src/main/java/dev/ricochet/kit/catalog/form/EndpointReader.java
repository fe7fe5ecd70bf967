package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Node.quoted;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.EndpointStatus;
import dev.ricochet.schemas.catalog.HttpMethod;
import dev.ricochet.schemas.event.ConversionStatus;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Endpoints out of a catalog file. */
final class EndpointReader {
    private static final String SECRET_PREFIX = "whsec_";
    private static final int LIVE_SECRETS = 2;
    // The lengths that Standard Webhooks asks for.
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private EndpointReader() {}

    static Endpoint endpoint(Node node, Entries present) {
        String id = node.id();
        Endpoint known = present.endpoints().get(id);
        return Endpoint.newBuilder()
                .setId(id)
                .setVersion(0)
                .setEffectiveFrom(EffectiveFrom.read(node))
                .setName(node.optionalText("name"))
                .setAffiliateId(node.text("affiliate"))
                .setStatus(node.oneOf("status", EndpointStatus.class, EndpointStatus.ENABLED))
                .setUrl(url(node))
                .setMethod(node.oneOf("method", HttpMethod.class, HttpMethod.GET))
                .setStatuses(node.listOf("statuses", ConversionStatus.class, ConversionStatus.APPROVED))
                .setGoals(node.texts("goals"))
                .setOffers(node.texts("offers"))
                .setSecrets(secrets(node, known == null ? List.of() : known.getSecrets()))
                .build();
    }

    private static String url(Node node) {
        String url = node.text("url");
        if (!url.isEmpty()) {
            UrlTemplate.expectation(url, UrlTemplate.ENDPOINT_MACROS)
                    .ifPresent(expected -> node.report("url", quoted(url), expected));
        }
        return url;
    }

    /** {@code secret} for one, {@code secrets} for two while they are rotated. */
    private static List<String> secrets(Node node, List<String> present) {
        List<String> secrets = new ArrayList<>();
        String single = node.secret("secret", present);
        if (single != null) {
            secrets.add(single);
        }
        List<String> several = node.secrets("secrets", present);
        if (single != null && !several.isEmpty()) {
            node.report("secret", "given beside secrets", "either secret or secrets");
        }
        secrets.addAll(several);
        if (several.size() > LIVE_SECRETS) {
            node.report("secrets", several.size() + " secrets", "at most two: the new one and the one it replaces");
        }
        if (!secrets.stream().allMatch(EndpointReader::wellFormed)) {
            node.report(
                    several.isEmpty() ? "secret" : "secrets",
                    Node.SECRET,
                    "whsec_ followed by the base64 of 24 to 64 bytes, as Standard Webhooks defines it");
        }
        return secrets;
    }

    private static boolean wellFormed(String secret) {
        if (KeptSecret.isName(secret)) {
            // Reported already: there was nothing of that name to keep.
            return true;
        }
        if (!secret.startsWith(SECRET_PREFIX)) {
            return false;
        }
        try {
            int bytes = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length())).length;
            return bytes >= FEWEST_BYTES && bytes <= MOST_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}

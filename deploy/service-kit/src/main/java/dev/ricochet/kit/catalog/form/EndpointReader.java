package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Node.quoted;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.EndpointStatus;
import dev.ricochet.schemas.catalog.HttpMethod;
import dev.ricochet.schemas.catalog.RequestBody;
import dev.ricochet.schemas.event.ConversionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Endpoints out of a catalog file. */
final class EndpointReader {
    private static final String SECRET_PREFIX = "whsec_";
    private static final int LIVE_SECRETS = 2;
    // The lengths that Standard Webhooks asks for.
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private static final Duration LONGEST_DELAY = Duration.ofDays(7);
    private static final int MOST_HEADERS = 20;
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7E]{0,1000}");
    private static final Set<String> OURS = Set.of(
            "host",
            "content-length",
            "content-type",
            "transfer-encoding",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "accept-encoding",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection");

    private EndpointReader() {}

    static Endpoint endpoint(Node node, Entries present) {
        String id = node.id();
        Endpoint known = present.endpoints().get(id);
        return Endpoint.newBuilder()
                .setId(id)
                .setVersion(0)
                .setEffectiveFrom(Instant.EPOCH)
                .setName(node.optionalText("name"))
                .setAffiliateId(node.text("affiliate"))
                .setStatus(node.oneOf("status", EndpointStatus.class, EndpointStatus.ENABLED))
                .setUrl(url(node))
                .setMethod(node.oneOf("method", HttpMethod.class, HttpMethod.GET))
                .setStatuses(node.listOf("statuses", ConversionStatus.class, ConversionStatus.APPROVED))
                .setGoals(node.texts("goals"))
                .setOffers(node.texts("offers"))
                .setSecrets(secrets(node, known == null ? List.of() : known.getSecrets()))
                .setSources(node.texts("sources"))
                .setBody(body(node))
                .setHeaders(headers(node, known == null ? Map.of() : known.getHeaders()))
                .setDelayMs(delay(node))
                .setClientCertificate(certificate(node))
                .build();
    }

    private static String url(Node node) {
        String url = node.text("url");
        if (!url.isEmpty()) {
            UrlTemplate.endpointExpectation(url).ifPresent(expected -> node.report("url", quoted(url), expected));
        }
        return url;
    }

    private static RequestBody body(Node node) {
        if (node.has("body") && !"POST".equalsIgnoreCase(node.optionalText("method"))) {
            node.report("body", "given with a GET", "method: POST beside it");
        }
        return node.oneOf("body", RequestBody.class, RequestBody.JSON);
    }

    private static long delay(Node node) {
        long millis = node.millis("delay", Duration.ZERO);
        if (millis > LONGEST_DELAY.toMillis()) {
            node.report("delay", quoted(String.valueOf(node.optionalText("delay"))), "7d at most");
        }
        return millis;
    }

    private static @Nullable String certificate(Node node) {
        String name = node.optionalText("client_certificate");
        if (name != null && !FILE_NAME.matcher(name).matches()) {
            node.report(
                    "client_certificate",
                    quoted(name),
                    "the name of a certificate: letters, digits, '.', '_' and '-', at most 64");
        }
        return name;
    }

    /** Values are secrets: they tend to be keys. */
    private static Map<String, String> headers(Node node, Map<String, String> present) {
        return node.object("headers", mapping -> headersOf(mapping, present)).orElse(Map.of());
    }

    private static Map<String, String> headersOf(Node mapping, Map<String, String> present) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : mapping.allKeys()) {
            String kept = present.get(name);
            String value = mapping.secret(name, kept == null ? List.of() : List.of(kept));
            if (!HEADER_NAME.matcher(name).matches()) {
                mapping.report(name, "not a header's name", "letters, digits and '-', at most 64");
            } else if (OURS.contains(name.toLowerCase(Locale.ROOT))
                    || name.toLowerCase(Locale.ROOT).startsWith("webhook-")) {
                mapping.report(name, "a header that the sink writes itself", "another header");
            }
            if (value == null) {
                mapping.report(name, "missing", "a text");
            } else {
                if (!HEADER_VALUE.matcher(value).matches()) {
                    mapping.report(name, Node.SECRET, "visible ASCII characters and spaces, at most 1000");
                }
                UrlTemplate.macroExpectation(value)
                        .ifPresent(expected -> mapping.report(name, Node.SECRET, "macros as in a URL"));
                headers.put(name, value);
            }
        }
        if (headers.size() > MOST_HEADERS) {
            mapping.report("", headers.size() + " headers", "at most " + MOST_HEADERS);
        }
        return headers;
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

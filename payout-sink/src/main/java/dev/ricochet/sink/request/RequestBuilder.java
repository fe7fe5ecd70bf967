package dev.ricochet.sink.request;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.HttpMethod;
import dev.ricochet.schemas.catalog.RequestBody;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.sink.signature.WebhookSigner;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Turns a due delivery and its endpoint's settings into a request. */
public final class RequestBuilder {

    /** The URL template is not one. */
    public static final String BAD_URL = "bad_url";

    /** A secret of the endpoint is not one: sending unsigned what should be signed would be worse than not sending. */
    public static final String BAD_SECRET = "bad_secret";

    /** Marks a request that somebody made to see what comes of it. */
    public static final String EXAMPLE_HEADER = "ricochet-test";

    private static final byte[] NO_BODY = new byte[0];
    private static final int REMEMBERED = 10_000;

    private final String userAgent;
    private final Map<String, EndpointTemplate> templates = new ConcurrentHashMap<>();

    public RequestBuilder(String version) {
        this.userAgent = "Ricochet/" + version;
    }

    /**
     * Renders one attempt.
     *
     * @param at the time of the attempt: receivers refuse signatures that are some minutes old, so each attempt has its own
     */
    public Rendering render(DueDelivery due, Endpoint endpoint, Instant at) {
        try {
            return new Rendering.Rendered(prepare(due, endpoint, at, template(endpoint)));
        } catch (BadSecretException e) {
            return new Rendering.Refused(BAD_SECRET, String.valueOf(e.getMessage()));
        } catch (BadUrlException e) {
            return new Rendering.Refused(BAD_URL, String.valueOf(e.getMessage()));
        }
    }

    private PreparedRequest prepare(DueDelivery due, Endpoint endpoint, Instant at, EndpointTemplate template)
            throws BadUrlException {
        UrlTemplate url = template.url();
        Macros macros = new Macros(due);
        boolean post = endpoint.getMethod() == HttpMethod.POST;
        boolean form = post && endpoint.getBody() == RequestBody.FORM;
        QueryTemplate query = url.query();
        byte[] body = !post ? NO_BODY : body(endpoint, query, due, macros);

        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("user-agent", userAgent);
        headers.put("accept", "*/*");
        if (url.userInfo() != null) {
            headers.put("authorization", basic(url.userInfo()));
        }
        if (post && endpoint.getBody() != RequestBody.NONE) {
            headers.put("content-type", form ? "application/x-www-form-urlencoded" : "application/json");
        }
        template.headers()
                .forEach((name, value) ->
                        headers.put(name.toLowerCase(Locale.ROOT), value.fill(macros, PercentEncoding::inHeader)));
        if (due.getConversion().getTest()) {
            headers.put(EXAMPLE_HEADER, "true");
        }
        headers.putAll(WebhookSigner.headers(due.getDeliveryId(), at, body, template.secrets()));
        String path = url.path(macros);
        QueryTemplate inUrl = form ? null : query;
        return new PreparedRequest(
                post ? "POST" : "GET",
                url.origin(),
                inUrl == null ? path : path + "?" + inUrl.fill(macros),
                new PreparedRequest.Shown(
                        inUrl == null ? path : path + "?" + inUrl.shown(macros),
                        form && query != null ? query.shown(macros) : null),
                headers,
                body);
    }

    private static byte[] body(Endpoint endpoint, @Nullable QueryTemplate query, DueDelivery due, Macros macros) {
        return switch (endpoint.getBody()) {
            case JSON, UNKNOWN -> ConversionJson.of(due.getDeliveryId(), due.getConversion());
            case FORM -> query == null ? NO_BODY : query.fill(macros).getBytes(StandardCharsets.US_ASCII);
            case NONE -> NO_BODY;
        };
    }

    /** Taken apart once for each version of an endpoint. */
    private EndpointTemplate template(Endpoint endpoint) throws BadUrlException, BadSecretException {
        EndpointTemplate known = templates.get(endpoint.getId());
        if (known == null || !known.isOf(endpoint)) {
            if (templates.size() >= REMEMBERED) {
                templates.clear();
            }
            known = EndpointTemplate.of(endpoint);
            templates.put(endpoint.getId(), known);
        }
        return known;
    }

    private static String basic(String userInfo) throws BadUrlException {
        try {
            String plain = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new BadUrlException("the URL's user name or password is not percent-encoded rightly");
        }
    }
}

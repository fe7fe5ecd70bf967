package dev.ricochet.sink.request;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.HttpMethod;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.sink.signature.WebhookSecret;
import dev.ricochet.sink.signature.WebhookSigner;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a due delivery and its endpoint's settings into a request. */
public final class RequestBuilder {

    /** The URL template is not one. */
    public static final String BAD_URL = "bad_url";

    /** A secret of the endpoint is not one: sending unsigned what should be signed would be worse than not sending. */
    public static final String BAD_SECRET = "bad_secret";

    private static final byte[] NO_BODY = new byte[0];

    private final String userAgent;

    public RequestBuilder(String version) {
        this.userAgent = "Ricochet/" + version;
    }

    /**
     * Renders one attempt.
     *
     * @param at the time of the attempt: receivers refuse signatures that are some minutes old, so each attempt has its own
     */
    public Rendering render(DueDelivery due, Endpoint endpoint, Instant at) {
        List<WebhookSecret> secrets;
        try {
            secrets = endpoint.getSecrets().stream().map(WebhookSecret::parse).toList();
        } catch (IllegalArgumentException e) {
            return new Rendering.Refused(BAD_SECRET, String.valueOf(e.getMessage()));
        }
        try {
            return new Rendering.Rendered(prepare(due, endpoint, at, secrets));
        } catch (BadUrlException e) {
            return new Rendering.Refused(BAD_URL, String.valueOf(e.getMessage()));
        }
    }

    private PreparedRequest prepare(DueDelivery due, Endpoint endpoint, Instant at, List<WebhookSecret> secrets)
            throws BadUrlException {
        UrlTemplate template = UrlTemplate.parse(endpoint.getUrl());
        String pathAndQuery = template.fill(Macros.of(due.getConversion()));
        boolean post = endpoint.getMethod() == HttpMethod.POST;
        byte[] body = post ? ConversionJson.of(due.getDeliveryId(), due.getConversion()) : NO_BODY;

        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("user-agent", userAgent);
        headers.put("accept", "*/*");
        if (template.userInfo() != null) {
            headers.put("authorization", basic(template.userInfo()));
        }
        if (post) {
            headers.put("content-type", "application/json");
        }
        headers.putAll(WebhookSigner.headers(due.getDeliveryId(), at, body, secrets));
        return new PreparedRequest(post ? "POST" : "GET", template.origin(), pathAndQuery, headers, body);
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

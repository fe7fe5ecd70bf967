package dev.ricochet.sink.request;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.sink.signature.WebhookSecret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An endpoint's URL, headers and secrets, taken apart. */
record EndpointTemplate(Texts texts, UrlTemplate url, Map<String, TextTemplate> headers, List<WebhookSecret> secrets) {

    /** What they were taken from. */
    record Texts(String url, Map<String, String> headers, List<String> secrets) {

        static Texts of(Endpoint endpoint) {
            return new Texts(endpoint.getUrl(), endpoint.getHeaders(), endpoint.getSecrets());
        }

        @Override
        public String toString() {
            return "Texts[***]";
        }
    }

    static EndpointTemplate of(Endpoint endpoint) throws BadUrlException, BadSecretException {
        Map<String, TextTemplate> headers = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : new TreeMap<>(endpoint.getHeaders()).entrySet()) {
            headers.put(header.getKey(), TextTemplate.parse(header.getValue(), EndpointTemplate::requireVisible));
        }
        return new EndpointTemplate(
                Texts.of(endpoint), UrlTemplate.parse(endpoint.getUrl()), headers, secrets(endpoint));
    }

    boolean isOf(Endpoint endpoint) {
        return texts.equals(Texts.of(endpoint));
    }

    private static List<WebhookSecret> secrets(Endpoint endpoint) throws BadSecretException {
        try {
            return endpoint.getSecrets().stream().map(WebhookSecret::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new BadSecretException(String.valueOf(e.getMessage()));
        }
    }

    private static void requireVisible(String literal) throws BadUrlException {
        if (!literal.chars().allMatch(character -> character >= 0x20 && character < 0x7F)) {
            throw new BadUrlException("a header's value holds a character that is not visible ASCII");
        }
    }
}

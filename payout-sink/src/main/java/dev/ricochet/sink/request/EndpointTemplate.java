package dev.ricochet.sink.request;

import dev.ricochet.schemas.catalog.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** An endpoint's URL and headers, taken apart. */
record EndpointTemplate(String text, Map<String, String> texts, UrlTemplate url, Map<String, TextTemplate> headers) {

    static EndpointTemplate of(Endpoint endpoint) throws BadUrlException {
        Map<String, TextTemplate> headers = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : new TreeMap<>(endpoint.getHeaders()).entrySet()) {
            headers.put(header.getKey(), TextTemplate.parse(header.getValue(), EndpointTemplate::requireVisible));
        }
        return new EndpointTemplate(
                endpoint.getUrl(), endpoint.getHeaders(), UrlTemplate.parse(endpoint.getUrl()), headers);
    }

    boolean isOf(Endpoint endpoint) {
        return text.equals(endpoint.getUrl()) && texts.equals(endpoint.getHeaders());
    }

    private static void requireVisible(String literal) throws BadUrlException {
        if (!literal.chars().allMatch(character -> character >= 0x20 && character < 0x7F)) {
            throw new BadUrlException("a header's value holds a character that is not visible ASCII");
        }
    }
}

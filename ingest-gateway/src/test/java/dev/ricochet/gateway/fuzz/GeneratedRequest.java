package dev.ricochet.gateway.fuzz;

import java.nio.charset.StandardCharsets;

/**
 * A request as it goes over the wire, one byte a character.
 *
 * @param head request line and headers with the empty line
 * @param hasBodyInAnswer false for HEAD, whose answer ends with its head
 */
record GeneratedRequest(String head, String body, boolean hasBodyInAnswer) {

    byte[] bytes() {
        return toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return head + body;
    }
}

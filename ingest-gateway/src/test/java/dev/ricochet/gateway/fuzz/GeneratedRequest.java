package dev.ricochet.gateway.fuzz;

import java.nio.charset.StandardCharsets;

/**
 * A request as it goes over the wire.
 *
 * @param head request line and headers with the empty line, one byte a character
 * @param hasBodyInAnswer false for HEAD, whose answer ends with its head
 */
record GeneratedRequest(String head, byte[] body, boolean hasBodyInAnswer) {

    byte[] bytes() {
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    @Override
    public String toString() {
        return head + new String(body, StandardCharsets.ISO_8859_1);
    }
}

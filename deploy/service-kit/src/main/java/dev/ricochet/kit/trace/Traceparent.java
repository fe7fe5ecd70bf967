package dev.ricochet.kit.trace;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A position in a trace, as <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a> writes it.
 *
 * @param traceId 32 lower-case hexadecimal digits, the same all the way
 * @param spanId 16 of them, new at each step
 * @param sampled whether the caller records the trace
 */
public record Traceparent(String traceId, String spanId, boolean sampled) {
    /** Name of the header, in HTTP and in Kafka. */
    public static final String HEADER = "traceparent";

    // A later version may append fields after another dash; version 00 may not.
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    /** Begins a trace. */
    public static Traceparent create() {
        return new Traceparent(randomHex16() + randomHex16(), randomHex16(), false);
    }

    /** The next step of the caller's trace; of a new one where the header is missing or not valid. */
    public static Traceparent continuing(@Nullable String header) {
        Traceparent caller = parse(header);
        return caller == null ? create() : caller.child();
    }

    /** What a header says; null where it is missing or not valid. */
    public static @Nullable Traceparent parse(@Nullable String header) {
        Matcher matcher = FORM.matcher(header == null ? "" : header);
        if (!matcher.matches()) {
            return null;
        }
        String version = matcher.group(1);
        boolean valid = !version.equals("ff")
                && (!version.equals("00") || matcher.group(5) == null)
                && !matcher.group(2).equals(NO_TRACE)
                && !matcher.group(3).equals(NO_SPAN);
        boolean sampled = (Integer.parseInt(matcher.group(4), 16) & 1) == 1;
        return valid ? new Traceparent(matcher.group(2), matcher.group(3), sampled) : null;
    }

    /** What a record carries; null where it carries none. */
    public static @Nullable Traceparent of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header == null || header.value() == null
                ? null
                : parse(new String(header.value(), StandardCharsets.US_ASCII));
    }

    /** The next step of the same trace. */
    public Traceparent child() {
        return new Traceparent(traceId, randomHex16(), sampled);
    }

    /** The header's value. */
    public String header() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    /** Puts it on a record, in place of what is there. */
    public void writeTo(Headers headers) {
        headers.remove(HEADER).add(HEADER, header().getBytes(StandardCharsets.US_ASCII));
    }

    // Unique, not secret: the fast generator will do.
    private static String randomHex16() {
        long bits = ThreadLocalRandom.current().nextLong();
        String hex = Long.toHexString(bits == 0 ? 1 : bits);
        return NO_SPAN.substring(hex.length()) + hex;
    }
}

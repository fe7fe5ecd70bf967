package dev.ricochet.kit.trace;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
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

    private static final int VERSION_END = 2;
    private static final int TRACE_END = VERSION_END + 1 + 32;
    private static final int SPAN_END = TRACE_END + 1 + 16;
    private static final int END = SPAN_END + 1 + 2;

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
        if (header == null || !hasForm(header)) {
            return null;
        }
        String version = header.substring(0, VERSION_END);
        String trace = header.substring(VERSION_END + 1, TRACE_END);
        String span = header.substring(TRACE_END + 1, SPAN_END);
        boolean valid = !version.equals("ff")
                && (!version.equals("00") || header.length() == END)
                && !trace.equals(NO_TRACE)
                && !span.equals(NO_SPAN);
        boolean sampled = (Character.digit(header.charAt(END - 1), 16) & 1) == 1;
        return valid ? new Traceparent(trace, span, sampled) : null;
    }

    /** Not by a regular expression: this is done for each record at each step. A later version may append fields after a dash. */
    private static boolean hasForm(String header) {
        return header.length() >= END
                && (header.length() == END || header.charAt(END) == '-')
                && isHex(header, 0, VERSION_END)
                && header.charAt(VERSION_END) == '-'
                && isHex(header, VERSION_END + 1, TRACE_END)
                && header.charAt(TRACE_END) == '-'
                && isHex(header, TRACE_END + 1, SPAN_END)
                && header.charAt(SPAN_END) == '-'
                && isHex(header, SPAN_END + 1, END);
    }

    /** Lower-case digits only, as the recommendation wants them. */
    private static boolean isHex(String header, int from, int to) {
        for (int i = from; i < to; i++) {
            char digit = header.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
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

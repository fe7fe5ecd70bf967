package dev.ricochet.bench.report;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One contender's figures.
 *
 * @param name who ran
 * @param throughputPerSecond operations a second
 * @param p50Millis median latency in milliseconds; null where latency means nothing
 * @param p99Millis 99th percentile in milliseconds; null where latency means nothing
 * @param more further figures under names of their own, with their unit at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Run(
        String name,
        @JsonProperty("throughput_per_s") double throughputPerSecond,
        @JsonProperty("p50_ms") @Nullable Double p50Millis,
        @JsonProperty("p99_ms") @Nullable Double p99Millis,
        @JsonAnyGetter Map<String, Object> more) {

    public static Run ofThroughput(String name, double throughputPerSecond, Map<String, Object> more) {
        return new Run(name, Figures.rounded(throughputPerSecond), null, null, more);
    }
}

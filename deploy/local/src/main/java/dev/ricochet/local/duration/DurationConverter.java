package dev.ricochet.local.duration;

import dev.ricochet.kit.duration.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Lets an option take a duration such as 30s. */
public final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return Durations.parse(text)
                .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is not " + Durations.EXPECTED));
    }
}

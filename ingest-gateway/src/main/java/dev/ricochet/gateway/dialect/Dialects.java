package dev.ricochet.gateway.dialect;

import dev.ricochet.schemas.event.ReportedStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The dialects by the names that the catalog uses. */
public final class Dialects {

    /** Our own names: each field under its label. */
    public static final Dialect RICOCHET = new Dialect(
            "ricochet",
            Arrays.stream(Field.values()).collect(Collectors.toMap(Field::label, Function.identity())),
            Map.of(
                    "pending", ReportedStatus.PENDING,
                    "approved", ReportedStatus.APPROVED,
                    "rejected", ReportedStatus.REJECTED,
                    "reversed", ReportedStatus.REVERSED));

    private static final Map<String, Dialect> BY_NAME =
            Stream.of(RICOCHET).collect(Collectors.toMap(Dialect::name, Function.identity()));

    private Dialects() {}

    /** Parameters whose values are secret in any dialect, in lower case. */
    public static Set<String> secretParameters() {
        return BY_NAME.values().stream()
                .flatMap(dialect -> dialect.fields().entrySet().stream())
                .filter(parameter -> parameter.getValue() == Field.TOKEN)
                .map(parameter -> parameter.getKey().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The dialect of this name, or null where there is none. */
    public static @Nullable Dialect named(String name) {
        return BY_NAME.get(name);
    }
}

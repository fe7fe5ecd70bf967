package dev.ricochet.gateway.dialect;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.ricochet.kit.catalog.form.DialectPresets;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Wording;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The dialects by the names that the catalog uses, and each advertiser's own. */
public final class Dialects {
    private static final Map<String, Dialect> PRESETS = read();

    private static final Set<String> SECRET_PARAMETERS = PRESETS.values().stream()
            .flatMap(dialect -> dialect.secretParameters().stream())
            .collect(Collectors.toUnmodifiableSet());

    // By identity: another version of an advertiser is another object, and the old one's dialect goes with it.
    private static final LoadingCache<Advertiser, Optional<Dialect>> WITH_OWN_WORDING =
            Caffeine.newBuilder().weakKeys().build(Dialects::withOwnWording);

    private Dialects() {}

    /** How an advertiser writes, or null where its entry names a dialect that there is not. Built once for an entry. */
    public static @Nullable Dialect of(Advertiser advertiser) {
        return advertiser.getWording() == null
                ? PRESETS.get(advertiser.getDialect())
                : WITH_OWN_WORDING.get(advertiser).orElse(null);
    }

    /** The preset of this name, or null where there is none. */
    public static @Nullable Dialect named(String name) {
        return PRESETS.get(name);
    }

    /** Parameters whose values are secret in any preset, in lower case. */
    public static Set<String> secretParameters() {
        return SECRET_PARAMETERS;
    }

    private static Map<String, Dialect> read() {
        return DialectPresets.all().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, preset -> Dialect.of(preset.getKey(), preset.getValue(), null)));
    }

    private static Optional<Dialect> withOwnWording(Advertiser advertiser) {
        Wording preset = DialectPresets.named(advertiser.getDialect());
        return preset == null
                ? Optional.empty()
                : Optional.of(Dialect.of(advertiser.getDialect(), preset, advertiser.getWording()));
    }
}

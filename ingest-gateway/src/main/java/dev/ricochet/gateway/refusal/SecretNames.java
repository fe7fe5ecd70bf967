package dev.ricochet.gateway.refusal;

import dev.ricochet.gateway.dialect.Dialect;
import dev.ricochet.gateway.dialect.Dialects;
import dev.ricochet.kit.catalog.Catalog;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The names under which anybody sends secrets: those of all presets and of every advertiser's own wording. Whoever mistypes
 * the path names another advertiser than the one whose token follows, so that the named one's words would not do.
 */
final class SecretNames {
    private final Supplier<Catalog> catalog;
    private volatile Known known = new Known(Catalog.EMPTY, new SecretMask(SecretParameters.EVERYWHERE));

    private record Known(Catalog catalog, SecretMask mask) {}

    SecretNames(Supplier<Catalog> catalog) {
        this.catalog = catalog;
    }

    /** Gathered once for each catalog. */
    SecretMask mask() {
        Catalog now = catalog.get();
        Known last = known;
        if (last.catalog != now) {
            last = new Known(now, new SecretMask(of(now)));
            known = last;
        }
        return last.mask;
    }

    private static Set<String> of(Catalog catalog) {
        Set<String> names = new HashSet<>(SecretParameters.EVERYWHERE);
        catalog.advertisers().forEach(advertiser -> {
            Dialect own = advertiser.getWording() == null ? null : Dialects.of(advertiser);
            if (own != null) {
                names.addAll(own.secretParameters());
            }
        });
        return names;
    }
}

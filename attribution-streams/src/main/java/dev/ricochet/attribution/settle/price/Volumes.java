package dev.ricochet.attribution.settle.price;

import dev.ricochet.schemas.catalog.VolumeRange;
import org.jspecify.annotations.Nullable;

/** The how-manieth conversion of its affiliate on the offer one is; the first is 1. */
@FunctionalInterface
public interface Volumes {

    /** Not counted yet: only the ledger knows. */
    Volumes UNKNOWN = range -> null;

    /** In the period that the range asks for; null while it is not known. */
    @Nullable Long numberIn(VolumeRange range);
}

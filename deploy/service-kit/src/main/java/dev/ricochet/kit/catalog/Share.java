package dev.ricochet.kit.catalog;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.Split;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversion as each of the affiliates who share it hears of it: with the affiliate's own part of the payout and its own
 * click, and nothing of the others.
 */
public final class Share {

    private Share() {}

    /** One for each affiliate who has a share; the conversion itself where one affiliate has all of it. */
    public static List<Conversion> of(Conversion conversion) {
        List<Split> splits = conversion.getSplits();
        return splits.isEmpty()
                ? List.of(conversion)
                : splits.stream().map(split -> told(conversion, split)).toList();
    }

    /** The one that this affiliate hears of; null where it has no share. */
    public static @Nullable Conversion of(Conversion conversion, String affiliateId) {
        return of(conversion).stream()
                .filter(told -> told.getAffiliateId().equals(affiliateId))
                .findFirst()
                .orElse(null);
    }

    private static Conversion told(Conversion conversion, Split split) {
        Conversion.Builder told = Conversion.newBuilder(conversion)
                .setAffiliateId(split.getAffiliateId())
                .setPayout(split.getPayout())
                .setSplits(List.of());
        if (split.getAffiliateId().equals(conversion.getAffiliateId())) {
            return told.build();
        }
        return told.setClickId(split.getClickId())
                .setClickedAt(split.getClickedAt())
                .setSource(split.getSource())
                .setSubs(split.getSubs())
                .setCountry(null)
                .setTier(null)
                .build();
    }
}

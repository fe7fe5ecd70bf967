package dev.ricochet.kit.catalog;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.Split;
import dev.ricochet.schemas.money.Worth;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversion as each of the affiliates who share it hears of it: what the affiliate's own part is worth now, adjustments of
 * closed periods included, with its own click, what may be told of the reason, and nothing of the others.
 */
public final class Share {

    private Share() {}

    /** One for each affiliate who has a share. */
    public static List<Conversion> of(Conversion conversion) {
        Conversion open = told(conversion);
        List<Split> splits = open.getSplits();
        Map<String, BigDecimal> payouts = Worth.payouts(conversion);
        return splits.isEmpty()
                ? List.of(open)
                : splits.stream()
                        .map(split -> told(open, split, payouts.getOrDefault(split.getAffiliateId(), BigDecimal.ZERO)))
                        .toList();
    }

    /** The one that this affiliate hears of; null where it has no share. */
    public static @Nullable Conversion of(Conversion conversion, String affiliateId) {
        return of(conversion).stream()
                .filter(told -> told.getAffiliateId().equals(affiliateId))
                .findFirst()
                .orElse(null);
    }

    /** Without what is between the network and the advertiser's books: adjustments apart, and internal reasons. */
    private static Conversion told(Conversion conversion) {
        if (conversion.getAdjustments().isEmpty() && conversion.getReason() == null) {
            return conversion;
        }
        Worth worth = Worth.of(conversion);
        return Conversion.newBuilder(conversion)
                .setSaleAmount(worth.sale())
                .setPayout(worth.payout())
                .setRevenue(worth.revenue())
                .setAdjustments(List.of())
                .setReason(conversion.getPublicReason())
                .build();
    }

    private static Conversion told(Conversion conversion, Split split, BigDecimal payout) {
        Conversion.Builder told = Conversion.newBuilder(conversion)
                .setAffiliateId(split.getAffiliateId())
                .setPayout(payout)
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

package dev.ricochet.attribution.settle.split;

import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Split;
import dev.ricochet.schemas.event.Touch;
import dev.ricochet.schemas.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the credit for a conversion is shared among affiliates: the credits of each one's clicks together. Who may not earn on
 * the offer when the conversion is reported (unknown, not active, not among the offer's affiliates) has no share; the one who
 * is credited has it instead.
 */
public final class Credits {

    private static final BigDecimal NOTHING = BigDecimal.ZERO.setScale(Money.SCALE);
    private static final BigDecimal ALL = BigDecimal.ONE.setScale(Money.SCALE);

    private Credits() {}

    /**
     * The shares, still without their payouts: first who is credited, then the others by their shares and, of equals, by their
     * ids. Empty where nobody else has one.
     */
    public static List<Split> of(MatchedPostback matched, Rules rules) {
        String credited = matched.getAffiliateId();
        Map<String, List<Touch>> touches = new LinkedHashMap<>();
        BigDecimal others = NOTHING;
        for (Touch touch : matched.getPath()) {
            String affiliateId = touch.getAffiliateId();
            boolean shares =
                    touch.getCredit().signum() > 0 && (affiliateId.equals(credited) || mayEarn(affiliateId, rules));
            if (shares) {
                touches.computeIfAbsent(affiliateId, id -> new ArrayList<>()).add(touch);
            }
        }
        List<Split> splits = new ArrayList<>();
        for (Map.Entry<String, List<Touch>> each : touches.entrySet()) {
            if (!each.getKey().equals(credited)) {
                Split split = split(each.getKey(), each.getValue());
                splits.add(split);
                others = others.add(split.getCredit());
            }
        }
        if (splits.isEmpty()) {
            return List.of();
        }
        splits.sort(Comparator.comparing(Split::getCredit).reversed().thenComparing(Split::getAffiliateId));
        Split own = split(credited, touches.getOrDefault(credited, List.of()));
        // Whatever the others do not have: its own clicks' credit, and that of those who may not earn.
        splits.add(0, Split.newBuilder(own).setCredit(ALL.subtract(others)).build());
        return List.copyOf(splits);
    }

    private static boolean mayEarn(String affiliateId, Rules rules) {
        Affiliate affiliate = rules.catalog().affiliate(affiliateId);
        List<String> allowed = rules.offer().getAffiliates();
        return affiliate != null
                && affiliate.getStatus() == AffiliateStatus.ACTIVE
                && (allowed.isEmpty() || allowed.contains(affiliateId));
    }

    /** @param touches the affiliate's, the oldest first */
    private static Split split(String affiliateId, List<Touch> touches) {
        Split.Builder split = Split.newBuilder()
                .setAffiliateId(affiliateId)
                .setCredit(NOTHING)
                .setPayout(NOTHING);
        BigDecimal greatest = NOTHING;
        BigDecimal credit = NOTHING;
        for (Touch touch : touches) {
            credit = credit.add(touch.getCredit());
            if (touch.getCredit().compareTo(greatest) >= 0) {
                greatest = touch.getCredit();
                split.setClickId(touch.getClickId())
                        .setClickedAt(touch.getClickedAt())
                        .setSource(touch.getSource())
                        .setSubs(touch.getSubs());
            }
        }
        return split.setCredit(credit).build();
    }
}

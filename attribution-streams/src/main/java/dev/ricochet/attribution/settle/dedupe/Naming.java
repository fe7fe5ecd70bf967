package dev.ricochet.attribution.settle.dedupe;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.price.Pricing;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.SettleClaim;
import org.jspecify.annotations.Nullable;

/** Which conversion a postback speaks of. */
public sealed interface Naming {

    /** Of one that an earlier postback began. */
    record Known(SettleClaim claim) implements Naming {}

    /** Of one that it begins itself; the claim has to be kept. */
    record Begun(SettleClaim claim) implements Naming {}

    /** Of none, and it can begin none. */
    record Nameless(Explanation why) implements Naming {}

    /**
     * Whatever cannot become a conversion claims nothing: a sale amount that was forgotten can be sent again under the same
     * order.
     *
     * @param found the claim kept for the identity, perhaps one whose time has passed
     */
    static Naming of(Identity identity, @Nullable SettleClaim found, MatchedPostback matched, Rules rules) {
        Postback postback = matched.getPostback();
        if (found != null && postback.getReceivedAt().isBefore(found.getExpiresAt())) {
            return new Known(found);
        }
        Explanation obstacle = obstacle(matched, rules);
        return obstacle == null ? new Begun(claim(identity, matched, rules)) : new Nameless(obstacle);
    }

    private static @Nullable Explanation obstacle(MatchedPostback matched, Rules rules) {
        Postback postback = matched.getPostback();
        if (postback.getStatus() == ReportedStatus.REVERSED) {
            return Explanation.of(Reason.CONVERSION_NOT_FOUND);
        }
        if (postback.getStatus() == ReportedStatus.REJECTED) {
            return null;
        }
        return Pricing.obstacle(matched, rules);
    }

    private static SettleClaim claim(Identity identity, MatchedPostback matched, Rules rules) {
        Postback postback = matched.getPostback();
        return SettleClaim.newBuilder()
                .setConversionId(ConversionIds.begunBy(identity, postback.getReceiptId()))
                .setOfferId(matched.getOfferId())
                .setReceiptId(postback.getReceiptId())
                .setExpiresAt(postback.getReceivedAt()
                        .plusMillis(rules.goal().getDedupe().getTtlMs()))
                .build();
    }
}

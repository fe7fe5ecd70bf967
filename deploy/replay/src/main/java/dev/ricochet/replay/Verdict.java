package dev.ricochet.replay;

import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.money.Worth;
import org.jspecify.annotations.Nullable;

/**
 * How one postback was decided.
 *
 * @param reason why it did not simply convert
 * @param conversion the version that it made; null where it made none
 */
record Verdict(
        OutcomeKind outcome,
        @Nullable String reason,
        @Nullable String offerId,
        @Nullable String affiliateId,
        @Nullable Conversion conversion) {

    static Verdict of(PostbackOutcome outcome, @Nullable Conversion conversion) {
        return new Verdict(
                outcome.getOutcome(), outcome.getReason(), outcome.getOfferId(), outcome.getAffiliateId(), conversion);
    }

    /** Whether it came to the same: the same outcome and reason, the same conversion standing as it does, worth the same. */
    boolean isSame(Verdict other) {
        return text().equals(other.text())
                && String.valueOf(conversionId()).equals(String.valueOf(other.conversionId()));
    }

    @Nullable String conversionId() {
        return conversion == null ? null : conversion.getConversionId();
    }

    String text() {
        StringBuilder text = new StringBuilder(outcome.name());
        if (reason != null) {
            text.append(' ').append(reason);
        }
        if (conversion != null) {
            Worth worth = Worth.of(conversion);
            text.append(", version ")
                    .append(conversion.getVersion())
                    .append(' ')
                    .append(conversion.getStatus())
                    .append(" of ")
                    .append(conversion.getAffiliateId())
                    .append(", payout ")
                    .append(AvroJson.plain(worth.payout()))
                    .append(", revenue ")
                    .append(AvroJson.plain(worth.revenue()))
                    .append(' ')
                    .append(conversion.getCurrency());
            if (!conversion.getSplits().isEmpty()) {
                text.append(", shared");
                Worth.payouts(conversion)
                        .forEach((affiliate, payout) ->
                                text.append(' ').append(affiliate).append(' ').append(AvroJson.plain(payout)));
            }
        }
        return text.toString();
    }
}

package dev.ricochet.attribution.settle.dedupe;

import dev.ricochet.attribution.settle.rules.CompoundKey;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.catalog.Dedupe;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import org.jspecify.annotations.Nullable;

/**
 * What makes a conversion the same as another by the goal's dedupe rule.
 *
 * <p>Where the rule's field is missing the other one takes its place, and where both are missing the postback stands for
 * itself: a repetition without order and click cannot be told from a second sale.
 *
 * @param kind what it is made of, which decides where it can be claimed
 * @param key equal for postbacks of one conversion and for no others
 */
public record Identity(Kind kind, String key) {

    public enum Kind {
        /** Holds an order, perhaps a click too: the first hop sees all of it. */
        ORDER,
        /** A click alone: the ledger of its offer sees all of it. */
        CLICK,
        /** The postback alone: unique by itself, nothing to claim. */
        RECEIPT
    }

    public static Identity of(MatchedPostback matched, Rules rules) {
        Dedupe dedupe = rules.goal().getDedupe();
        String order = present(matched.getPostback().getOrderId());
        String click = clickOf(matched);
        DedupeKey key = dedupe.getKey();
        String goal = rules.goal().getId();
        if (key == DedupeKey.BOTH && order != null && click != null) {
            return new Identity(Kind.ORDER, CompoundKey.of("order+click", scope(matched, dedupe), goal, order, click));
        }
        if (order != null && (key != DedupeKey.CLICK_ID || click == null)) {
            return new Identity(Kind.ORDER, CompoundKey.of("order", scope(matched, dedupe), goal, order));
        }
        if (click != null) {
            return new Identity(Kind.CLICK, CompoundKey.of("click", matched.getOfferId(), goal, click));
        }
        return new Identity(
                Kind.RECEIPT, CompoundKey.of("receipt", matched.getPostback().getReceiptId()));
    }

    /** A click belongs to one offer, so only orders can be unique within more than an offer. */
    private static String scope(MatchedPostback matched, Dedupe dedupe) {
        return dedupe.getScope() == DedupeScope.ADVERTISER
                ? CompoundKey.of("advertiser", matched.getAdvertiserId())
                : CompoundKey.of("offer", matched.getOfferId());
    }

    /**
     * The click that was named, if one was found; one that was only named says nothing. Credit may go to another click of the
     * visitor's path, but two reports are of one thing only if they name the same.
     */
    private static @Nullable String clickOf(MatchedPostback matched) {
        Click credited = matched.getClick();
        String named = matched.getPostback().getClickId();
        if (credited == null) {
            return null;
        }
        return named == null ? credited.getClickId() : named;
    }

    private static @Nullable String present(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}

package dev.ricochet.attribution.settle.customer;

import dev.ricochet.attribution.settle.rules.CompoundKey;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.Attribution;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.state.SettleCustomer;
import org.jspecify.annotations.Nullable;

/**
 * What one offer remembers of its customers. The affiliate credited by click or coupon for the customer's newest order is
 * the one who brought the customer; an order credited by the memory itself does not prolong it.
 */
public final class CustomerMemory {

    private final Offer offer;
    private final Customers customers;

    public CustomerMemory(Offer offer, Customers customers) {
        this.offer = offer;
        this.customers = customers;
    }

    /** True if it is the memory that has to say who is credited. */
    public static boolean isAskedBy(MatchedPostback matched) {
        return matched.getAttribution() == Attribution.CUSTOMER
                && matched.getAffiliateId().isEmpty();
    }

    /** The postback credited to whoever brought its customer; null where that is nobody, or too long ago. */
    public @Nullable MatchedPostback credited(MatchedPostback matched) {
        Postback postback = matched.getPostback();
        String key = key(postback);
        SettleCustomer known = key == null ? null : customers.of(key);
        if (known == null || !postback.getReceivedAt().isBefore(known.getExpiresAt())) {
            return null;
        }
        return MatchedPostback.newBuilder(matched)
                .setAffiliateId(known.getAffiliateId())
                .setUnmatched(null)
                .build();
    }

    /** What to keep when this postback was credited; null where nothing is to be kept. */
    public @Nullable Remembered learn(MatchedPostback credited) {
        Postback postback = credited.getPostback();
        Long memoryMs = offer.getCustomerMemoryMs();
        String key = key(postback);
        if (memoryMs == null || key == null || !brings(credited.getAttribution())) {
            return null;
        }
        SettleCustomer known = customers.of(key);
        if (known != null && known.getReceivedAt().isAfter(postback.getReceivedAt())) {
            return null;
        }
        return new Remembered(
                key,
                SettleCustomer.newBuilder()
                        .setAffiliateId(credited.getAffiliateId())
                        .setReceiptId(postback.getReceiptId())
                        .setReceivedAt(postback.getReceivedAt())
                        .setExpiresAt(postback.getReceivedAt().plusMillis(memoryMs))
                        .build());
    }

    /** Who only showed something, or lives on the memory itself, brought nobody. */
    private static boolean brings(Attribution attribution) {
        return attribution == Attribution.CLICK || attribution == Attribution.COUPON;
    }

    private @Nullable String key(Postback postback) {
        String customer = postback.getCustomerId();
        return customer == null || customer.isBlank() ? null : CompoundKey.of(offer.getId(), customer);
    }
}

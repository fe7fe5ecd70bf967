package dev.ricochet.attribution.match;

import dev.ricochet.schemas.event.Postback;

/** The key of matched postbacks: all that is said of one order meets in one place. */
final class SettlementKey {

    private SettlementKey() {}

    /** {@code advertiser_id|order_id}, else the receipt id: a postback without an order has nothing to meet. */
    static String of(Postback postback) {
        String orderId = postback.getOrderId();
        return orderId == null || orderId.isEmpty()
                ? postback.getReceiptId()
                : postback.getAdvertiserId() + "|" + orderId;
    }
}

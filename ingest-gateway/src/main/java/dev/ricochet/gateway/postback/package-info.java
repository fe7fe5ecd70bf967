/**
 * {@code /p/{advertiser_id}}: what an advertiser reports.
 *
 * <p>{@link dev.ricochet.gateway.postback.PostbackDoor} reads the request and answers it;
 * {@link dev.ricochet.gateway.postback.PostbackIntake} decides, in this order: is the advertiser known, what does the
 * request say in the advertiser's dialect, may the caller speak for it, is every field right. What passes is a
 * {@code Postback} record with a receipt id, which is answered only when it is durable.
 */
@NullMarked
package dev.ricochet.gateway.postback;

import org.jspecify.annotations.NullMarked;

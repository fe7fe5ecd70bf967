package dev.ricochet.gateway.dialect;

import java.net.URI;
import java.util.List;

/**
 * A conversion URL as advertisers hold it today.
 *
 * @param dialect that of the tracker
 * @param expected {@code field=value} of our fields, in the order of their names and with {@code ~} for spaces; behind a
 *     plus the names of what is none of them
 */
public record TrackerUrl(String dialect, String url, String expected) {

    /** One for each preset that says anything. */
    public static List<TrackerUrl> all() {
        return List.of(
                new TrackerUrl(
                        "ricochet",
                        "https://in.example/p/acme?token=s3cret&click_id=c1&offer_id=shoes&order_id=o1&goal=sale&st"
                                + "atus=approved&sale_amount=99.90&currency=EUR&payout=9&revenue=12&coupon_code=MAY&customer_"
                                + "id=u1&occurred_at=1763640000&test=1",
                        "click_id=c1 coupon_code=MAY currency=EUR customer_id=u1 goal=sale occurred_at=1763640000 "
                                + "offer_id=shoes order_id=o1 payout=9 revenue=12 sale_amount=99.90 status=approved test=1 "
                                + "token=s3cret"),
                new TrackerUrl(
                        "tune",
                        "http://demo.go2cloud.org/aff_lsr?offer_id=26&transaction_id=1027c887059b47bc69c699f45466b9"
                                + "&amount=49.95&adv_sub=order-77&goal_id=12&security_token=e7b2&promo_code=SPRING&datetime=2"
                                + "025-11-20%2012:00:00",
                        "click_id=1027c887059b47bc69c699f45466b9 coupon_code=SPRING goal=12 "
                                + "occurred_at=2025-11-20~12:00:00 offer_id=26 sale_amount=49.95 token=e7b2 + adv_sub"),
                new TrackerUrl(
                        "everflow",
                        "https://www.demo-tracking.com/?nid=417&oid=3&transaction_id=6d1f3b6b1c5a4d0e8b3f2a1c9e7d5b"
                                + "4a&event_id=8&amount=120.50&order_id=A-1001&coupon_code=TEN&verification_token=vt1&adv1=we"
                                + "b",
                        "click_id=6d1f3b6b1c5a4d0e8b3f2a1c9e7d5b4a coupon_code=TEN goal=8 offer_id=3 "
                                + "order_id=A-1001 sale_amount=120.50 token=vt1 + nid adv1"),
                new TrackerUrl(
                        "affise",
                        "https://offers-demo.affise.com/postback?clickid=5f0c1d2e3f4a5b6c7d8e9f01&action_id=987&goa"
                                + "l=2&sum=15.5&status=1&secure=2f6b&custom_field1=x&ip=198.51.100.9",
                        "click_id=5f0c1d2e3f4a5b6c7d8e9f01 goal=2 order_id=987 sale_amount=15.5 status=1 "
                                + "token=2f6b + custom_field1 ip"),
                new TrackerUrl(
                        "cake",
                        "https://trk.clientdomain.example/p.ashx?a=1&o=769&e=123&t=123456&r=25566&f=pb&p=61.00&ect="
                                + "72.80&eccu=USD&ecc=FF25&ecst=62.00",
                        "click_id=25566 coupon_code=FF25 currency=USD goal=123 offer_id=769 order_id=123456 "
                                + "revenue=61.00 sale_amount=72.80 + a f ecst"),
                new TrackerUrl(
                        "voluum",
                        "https://track.demo.example/postback?cid=w1bq8hk5n2c3d4e5f6g7h8i9&payout=1.25&txid=tx-9&cur"
                                + "rency=USD&et=deposit&param1=red",
                        "click_id=w1bq8hk5n2c3d4e5f6g7h8i9 currency=USD goal=deposit order_id=tx-9 revenue=1.25 + "
                                + "param1"),
                new TrackerUrl(
                        "keitaro",
                        "https://tracker.example/e75fa5b/postback?subid=3vk8q1n7m2&status=lead&payout=10&currency=E"
                                + "UR&tid=77&sub_id_5=abc&return=OK",
                        "click_id=3vk8q1n7m2 currency=EUR order_id=77 revenue=10 status=lead + sub_id_5 return"),
                new TrackerUrl(
                        "redtrack",
                        "https://clks.trk.example/postback?clickid=5c0f8a4e9b1d2c3e4f5a6b7c&sum=24.90&type=Purchase"
                                + "&status=Approved&rdtk_event_id=55021&offer_id=9",
                        "click_id=5c0f8a4e9b1d2c3e4f5a6b7c goal=Purchase order_id=55021 revenue=24.90 "
                                + "status=Approved + offer_id"),
                new TrackerUrl(
                        "appsflyer",
                        "https://in.example/p/acme?clickid=c1&app_id=com.example.app&event_name=af_purchase&event_r"
                                + "evenue=4.99&event_revenue_currency=USD&event_time=2025-11-20%2012:00:00.123&customer_user_"
                                + "id=u1",
                        "click_id=c1 currency=USD customer_id=u1 goal=af_purchase "
                                + "occurred_at=2025-11-20~12:00:00.123 sale_amount=4.99 + app_id"),
                new TrackerUrl(
                        "adjust",
                        "https://in.example/p/acme?click_id=c1&event_name=purchase&event=bkrfgq&revenue_float=4.99&"
                                + "currency=USD&created_at=1763640000&adid=18546f6171f67e29d1cb983322ad1329",
                        "click_id=c1 currency=USD goal=purchase occurred_at=1763640000 sale_amount=4.99 + event "
                                + "adid"));
    }

    /** What follows the question mark. */
    public String query() {
        return URI.create(url).getRawQuery();
    }

    @Override
    public String toString() {
        return dialect;
    }
}

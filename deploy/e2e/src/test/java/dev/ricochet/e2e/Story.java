package dev.ricochet.e2e;

import java.util.List;

/**
 * What an advertiser reports of an order on an offer of {@code computable.yaml}, and what must come of it: written down from
 * the offers' terms and the documented rules, and not taken from the code.
 */
enum Story {
    SOLD("shoes", "", null, "APPROVED", "CONVERTED"),
    SOLD_AND_SAID_TWICE("shoes", "", "", "APPROVED", "CONVERTED", "DUPLICATE duplicate_order"),
    SOLD_AND_TAKEN_BACK("shoes", "", "&status=reversed", "REVERSED", "CONVERTED", "UPDATED advertiser_reversed"),
    SOLD_FOR_NOTHING_SAID("shoes", Story.NO_AMOUNT, null, null, "REJECTED missing_sale_amount"),
    SOLD_FOR_OTHER_MONEY("shoes", "&currency=GBP", null, null, "REJECTED currency_mismatch"),
    SOLD_UNDER_NO_KNOWN_GOAL("shoes", "&goal=nothing", null, null, "REJECTED unknown_goal"),
    SOLD_WITHOUT_A_CLICK("shoes", Story.NEVER_CLICKED, null, null, "UNMATCHED click_not_found"),
    TAKEN_BACK_AND_NEVER_SOLD("shoes", "&status=reversed", null, null, "REJECTED conversion_not_found"),
    TRIED_OUT("shoes", "&test=1", null, null, "TEST"),
    FILLED("basket", "", null, "APPROVED", "CONVERTED"),
    FILLED_TWICE("basket", "", "", "APPROVED", "CONVERTED", "UPDATED"),
    FILLED_AND_TAKEN_BACK("basket", "", "&status=reversed", "REVERSED", "CONVERTED", "UPDATED advertiser_reversed"),
    JOINED("club", "", null, "PENDING", "CONVERTED awaiting_approval"),
    JOINED_AND_APPROVED("club", "", "&status=approved", "APPROVED", "CONVERTED awaiting_approval", "UPDATED"),
    JOINED_AND_REFUSED(
            "club", "", "&status=rejected", "REJECTED", "CONVERTED awaiting_approval", "UPDATED advertiser_rejected"),
    BANKED("bank", "", null, "REJECTED", "REJECTED click_too_recent"),
    BANKED_TWICE("bank", "", "", "REJECTED", "REJECTED click_too_recent", "DUPLICATE duplicate_order"),
    /** Which of them come in under the cap is the order of their arrival in settle; how many is not. */
    INSTALLED("app", "", null, "APPROVED", "CONVERTED"),
    INSTALLED_AND_SAID_TWICE("app", "", "", "APPROVED", "CONVERTED", "DUPLICATE duplicate_order");

    static final String NO_AMOUNT = "no amount";
    static final String NEVER_CLICKED = "never clicked";

    /** Its offer. */
    final String offer;

    /** What the first postback says beyond the order; or one of the constants. */
    final String first;

    /** What a second postback says, once the first has its outcome; null where there is none. */
    final String then;

    /** What the conversion stands as in the end; null where there is none. */
    final String ends;

    /** The outcome and its reason of each postback. */
    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    final List<String> outcomes;

    Story(String offer, String first, String then, String ends, String... outcomes) {
        this.offer = offer;
        this.first = first;
        this.then = then;
        this.ends = ends;
        this.outcomes = List.of(outcomes);
    }
}

package dev.ricochet.local.demo.traffic;

/** What visits are like. The weight says how often, the text what the pipeline has to see in it. */
public enum Scenario {
    BROWSE(850, SampleOffer.SHOES, "a click and nothing more, as nearly always"),
    SALE(60, SampleOffer.SHOES, "a sale reported once, paid by share of the sale"),
    LEAD(20, SampleOffer.NEWSLETTER, "a lead at a fixed price"),
    EARLY(10, SampleOffer.SHOES, "the postback comes before its click is known"),
    DUPLICATE(8, SampleOffer.SHOES, "the advertiser reports the same order twice"),
    REVERSED(8, SampleOffer.SHOES, "the customer sends the goods back"),
    CONFIRMED(7, SampleOffer.SHOES, "pending first, approved later"),
    DECLINED(4, SampleOffer.SHOES, "pending first, declined later by the advertiser"),
    OVER_CAP(8, SampleOffer.GADGETS, "an offer that takes only so many conversions"),
    TOO_SOON(4, SampleOffer.NEWSLETTER, "a lead faster than a person can be"),
    BLOCKED_AFFILIATE(3, SampleOffer.SHOES, "the affiliate was blocked since the click"),
    LATE(3, SampleOffer.SHOES, "the click is older than the offer's window"),
    FORGED(3, SampleOffer.SHOES, "a click id that was tampered with"),
    UNKNOWN_CLICK(3, SampleOffer.SHOES, "a genuine click id whose click never comes"),
    NO_CLICK(2, SampleOffer.SHOES, "a postback that names no click"),
    UNKNOWN_ORDER(2, SampleOffer.SHOES, "the reversal of an order that was never reported"),
    TEST(2, SampleOffer.SHOES, "test=1: goes the whole way, never money"),
    BAD_TOKEN(2, SampleOffer.SHOES, "a stranger who does not know the token"),
    UNEXPANDED_MACRO(1, SampleOffer.SHOES, "an advertiser who forgot to fill in a macro"),
    BAD_AMOUNT(1, SampleOffer.SHOES, "a sale amount that is no number"),
    DEAD_LINK(2, SampleOffer.SHOES, "a click on an offer that does not exist"),
    BARRED_CLICK(1, SampleOffer.SHOES, "a click sent by a blocked affiliate");

    private final int weight;
    private final SampleOffer offer;
    private final String meaning;

    Scenario(int weight, SampleOffer offer, String meaning) {
        this.weight = weight;
        this.offer = offer;
        this.meaning = meaning;
    }

    int weight() {
        return weight;
    }

    SampleOffer offer() {
        return offer;
    }

    public String meaning() {
        return meaning;
    }
}

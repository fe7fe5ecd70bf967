package dev.ricochet.kit.catalog.form;

import org.apache.avro.specific.SpecificRecord;

/** An entry of any kind out of a mapping. */
final class EntryReader {
    private EntryReader() {}

    /** Has no version yet; its effective_from is what was asked for, else {@link EffectiveFrom#NOW}. */
    static <V extends SpecificRecord> V read(Kind<V> kind, Node node, Entries present) {
        SpecificRecord entry = switch (kind.name()) {
            case "advertisers" -> PartyReader.advertiser(node, present);
            case "affiliates" -> PartyReader.affiliate(node, present);
            case "offers" -> OfferReader.offer(node);
            case "endpoints" -> EndpointReader.endpoint(node, present);
            case "lists" -> ListReader.list(node);
            case "rates" -> RatesReader.rates(node);
            case "tiers" -> TierReader.tier(node);
            default -> throw new IllegalArgumentException("there are no entries called " + kind.name());
        };
        return kind.topic().type().cast(entry);
    }
}

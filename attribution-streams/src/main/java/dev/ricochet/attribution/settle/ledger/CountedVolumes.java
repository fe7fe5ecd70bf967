package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.CapCounts;
import dev.ricochet.attribution.settle.cap.Tally;
import dev.ricochet.attribution.settle.cap.Volume;
import dev.ricochet.attribution.settle.price.Volumes;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.VolumeRange;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.state.SettleEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The numbers of one conversion among its affiliate's, as the offer's ledger counts them. Those that it had when it was priced
 * first stay, so that pricing it again finds the same rule whatever came after it.
 *
 * @param numbered what it had, by {@link Volume#key}
 */
record CountedVolumes(
        String offerId, String affiliateId, Instant convertedAt, Map<String, Long> numbered, CapCounts counts)
        implements Volumes {

    /** Of a conversion about to be made. */
    static CountedVolumes next(String offerId, String affiliateId, Instant convertedAt, CapCounts counts) {
        return new CountedVolumes(offerId, affiliateId, convertedAt, Map.of(), counts);
    }

    static CountedVolumes of(SettleEntry entry, CapCounts counts) {
        Conversion conversion = entry.getConversion();
        return new CountedVolumes(
                conversion.getOfferId(),
                conversion.getAffiliateId(),
                conversion.getConvertedAt(),
                entry.getVolumes(),
                counts);
    }

    @Override
    public Long numberIn(VolumeRange range) {
        return number(Volume.of(range));
    }

    /** All that prices of the offer ask for, to be kept with the conversion. */
    Map<String, Long> askedFor(Offer offer) {
        Map<String, Long> numbers = new HashMap<>();
        Volume.askedFor(offer).forEach(volume -> numbers.put(volume.key(), number(volume)));
        return numbers;
    }

    private Long number(Volume volume) {
        Long had = numbered.get(volume.key());
        if (had != null) {
            return had;
        }
        return Tally.of(counts.of(volume.counter(offerId, affiliateId, convertedAt)
                                .id()))
                        .conversions()
                + 1;
    }
}

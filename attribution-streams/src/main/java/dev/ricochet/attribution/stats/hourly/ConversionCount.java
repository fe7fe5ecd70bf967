package dev.ricochet.attribution.stats.hourly;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.state.StatsAmounts;
import dev.ricochet.schemas.state.StatsConversion;
import dev.ricochet.schemas.state.StatsResults;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As what a conversion is counted. It counts in the hour in which it was first reported, with the status and the amounts
 * of its newest version: a new version takes the old one's place, wherever that stood.
 */
public final class ConversionCount {

    private ConversionCount() {}

    public static StatsConversion of(Conversion version) {
        return new StatsConversion(
                version.getVersion(),
                version.getAffiliateId(),
                version.getOfferId(),
                HourKey.at(version.getAffiliateId(), version.getOfferId(), version.getConvertedAt())
                        .start(),
                version.getStatus().name(),
                version.getCurrency(),
                version.getPayout(),
                version.getRevenue());
    }

    /** Whether this version tells something that is not counted yet. Test conversions never count. */
    public static boolean isNews(@Nullable StatsConversion counted, Conversion version) {
        return !version.getTest() && (counted == null || version.getVersion() > counted.getVersion());
    }

    /** What counting {@code next} in place of {@code counted} changes. */
    public static List<Change> change(@Nullable StatsConversion counted, StatsConversion next) {
        Change added = new Change(keyOf(next), resultsOf(next));
        if (counted == null) {
            return List.of(added);
        }
        Change taken = new Change(keyOf(counted), Counts.negated(resultsOf(counted)));
        return taken.key().equals(added.key())
                ? List.of(new Change(added.key(), Counts.plus(added.by(), taken.by())))
                : List.of(taken, added);
    }

    public static HourKey keyOf(StatsConversion counted) {
        return HourKey.at(counted.getAffiliateId(), counted.getOfferId(), counted.getHour());
    }

    private static StatsResults resultsOf(StatsConversion counted) {
        StatsAmounts amounts = new StatsAmounts(counted.getCurrency(), counted.getPayout(), counted.getRevenue());
        StatsResults one = new StatsResults(Map.of(counted.getStatus(), 1L), Map.of(), List.of(amounts));
        // Through the sum, so that amounts of 0 are left out here as everywhere.
        return Counts.plus(Counts.NO_RESULTS, one);
    }
}

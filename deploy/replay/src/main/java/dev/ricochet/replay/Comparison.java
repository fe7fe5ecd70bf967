package dev.ricochet.replay;

import dev.ricochet.schemas.event.Conversion;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was decided and what would be, receipt by receipt and summed by affiliate. */
final class Comparison {

    /** A postback that would end otherwise. */
    record Difference(String receiptId, Instant receivedAt, Verdict was, Verdict wouldBe) {}

    /** Of one affiliate in one currency: of the conversions that the compared postbacks made or changed, as they left them. */
    record Sums(BigDecimal payout, BigDecimal revenue, long conversions) {
        static final Sums NONE = new Sums(BigDecimal.ZERO, BigDecimal.ZERO, 0);

        Sums plus(Conversion conversion) {
            return new Sums(payout.add(conversion.getPayout()), revenue.add(conversion.getRevenue()), conversions + 1);
        }
    }

    /** An affiliate and a currency. */
    record Account(String affiliateId, String currency) implements Comparable<Account> {
        @Override
        public int compareTo(Account other) {
            int byAffiliate = affiliateId.compareTo(other.affiliateId);
            return byAffiliate != 0 ? byAffiliate : currency.compareTo(other.currency);
        }
    }

    /** What an account was and would be credited with. */
    record Change(Sums was, Sums wouldBe) {}

    private final List<Difference> differences = new ArrayList<>();
    private final Set<String> unsureConversions = new HashSet<>();
    private final Map<String, Conversion> was = new HashMap<>();
    private final Map<String, Conversion> wouldBe = new HashMap<>();
    private long compared;
    private long unsure;
    private long undecided;

    /**
     * @param recorded how it was decided; null where it has not been
     * @param again how the same rules decide it from the records alone; null where they cannot
     * @param tried how the other rules decide it
     */
    void add(
            String receiptId,
            Instant receivedAt,
            @Nullable Verdict recorded,
            @Nullable Verdict again,
            @Nullable Verdict tried) {
        if (recorded == null) {
            undecided++;
            return;
        }
        if (again == null || tried == null || !again.isSame(recorded)) {
            unsure++;
            doubt(recorded);
            doubt(again);
            doubt(tried);
            return;
        }
        compared++;
        keep(was, recorded.conversion());
        keep(wouldBe, tried.conversion());
        if (!tried.isSame(recorded)) {
            differences.add(new Difference(receiptId, receivedAt, recorded, tried));
        }
    }

    /** Postbacks whose old decision the records alone explain. */
    long compared() {
        return compared;
    }

    /** Postbacks of which nothing is claimed: their old decision rests on more than the records tell. */
    long unsure() {
        return unsure;
    }

    /** Postbacks without an outcome yet. */
    long undecided() {
        return undecided;
    }

    List<Difference> differences() {
        return List.copyOf(differences);
    }

    /** By affiliate and currency, those too that stay the same; without conversions of which something is not claimed. */
    Map<Account, Change> sums() {
        Map<Account, Change> sums = new TreeMap<>();
        was.forEach((id, conversion) -> {
            if (!unsureConversions.contains(id)) {
                sums.merge(
                        account(conversion),
                        new Change(Sums.NONE.plus(conversion), Sums.NONE),
                        (known, one) -> new Change(known.was().plus(conversion), known.wouldBe()));
            }
        });
        wouldBe.forEach((id, conversion) -> {
            if (!unsureConversions.contains(id)) {
                sums.merge(
                        account(conversion),
                        new Change(Sums.NONE, Sums.NONE.plus(conversion)),
                        (known, one) -> new Change(known.was(), known.wouldBe().plus(conversion)));
            }
        });
        return sums;
    }

    private void doubt(@Nullable Verdict verdict) {
        if (verdict != null && verdict.conversionId() != null) {
            unsureConversions.add(verdict.conversionId());
        }
    }

    private static void keep(Map<String, Conversion> newest, @Nullable Conversion conversion) {
        if (conversion != null) {
            newest.merge(
                    conversion.getConversionId(),
                    conversion,
                    (known, other) -> known.getVersion() > other.getVersion() ? known : other);
        }
    }

    private static Account account(Conversion conversion) {
        return new Account(conversion.getAffiliateId(), conversion.getCurrency());
    }
}

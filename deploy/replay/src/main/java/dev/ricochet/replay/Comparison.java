package dev.ricochet.replay;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.money.Worth;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What was decided and what would be, receipt by receipt and summed by affiliate. */
final class Comparison {

    /** A postback that would end otherwise. */
    record Difference(String receiptId, Instant receivedAt, Verdict was, Verdict wouldBe) {}

    /**
     * Of one affiliate in one currency: of the conversions that the compared postbacks made or changed, what they are worth as
     * these left them. Of a shared one each has its own payout; the conversion and its revenue count with who is credited.
     */
    record Sums(BigDecimal payout, BigDecimal revenue, long conversions) {
        static final Sums NONE = new Sums(BigDecimal.ZERO, BigDecimal.ZERO, 0);

        Sums plus(Sums more) {
            return new Sums(payout.add(more.payout), revenue.add(more.revenue), conversions + more.conversions);
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
        was.values()
                .forEach(conversion ->
                        eachShare(conversion, (account, share) -> add(sums, account, new Change(share, Sums.NONE))));
        wouldBe.values()
                .forEach(conversion ->
                        eachShare(conversion, (account, share) -> add(sums, account, new Change(Sums.NONE, share))));
        return sums;
    }

    private void eachShare(Conversion conversion, BiConsumer<Account, Sums> each) {
        if (unsureConversions.contains(conversion.getConversionId())) {
            return;
        }
        Worth.payouts(conversion).forEach((affiliate, payout) -> {
            boolean isCredited = affiliate.equals(conversion.getAffiliateId());
            BigDecimal revenue = isCredited ? Worth.of(conversion).revenue() : BigDecimal.ZERO;
            each.accept(
                    new Account(affiliate, conversion.getCurrency()), new Sums(payout, revenue, isCredited ? 1 : 0));
        });
    }

    private static void add(Map<Account, Change> sums, Account account, Change more) {
        sums.merge(
                account,
                more,
                (known, change) -> new Change(
                        known.was().plus(change.was()), known.wouldBe().plus(change.wouldBe())));
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
}

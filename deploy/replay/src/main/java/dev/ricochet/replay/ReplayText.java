package dev.ricochet.replay;

import dev.ricochet.kit.json.AvroJson;
import java.math.BigDecimal;
import java.util.Locale;

/** A comparison for people. */
final class ReplayText {

    private ReplayText() {}

    static String of(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        comparison.differences().forEach(difference -> {
            line(text, "%s received at %s", difference.receiptId(), difference.receivedAt());
            line(text, "    was       %s", difference.was().text());
            line(text, "    would be  %s", difference.wouldBe().text());
        });
        line(
                text,
                "%,d postbacks compared, %,d would end otherwise",
                comparison.compared(),
                comparison.differences().size());
        if (comparison.unsure() > 0) {
            line(
                    text,
                    "%,d not compared: what was decided rests on more than the kept records (older conversions, people, timers)",
                    comparison.unsure());
        }
        if (comparison.undecided() > 0) {
            line(text, "%,d not decided yet", comparison.undecided());
        }
        comparison.sums().forEach((account, change) -> {
            if (!change.was().equals(change.wouldBe())) {
                line(
                        text,
                        "  %-20s %s payout %s -> %s (%s), revenue %s -> %s (%s)",
                        account.affiliateId(),
                        account.currency(),
                        plain(change.was().payout()),
                        plain(change.wouldBe().payout()),
                        signed(change.wouldBe().payout().subtract(change.was().payout())),
                        plain(change.was().revenue()),
                        plain(change.wouldBe().revenue()),
                        signed(change.wouldBe().revenue().subtract(change.was().revenue())));
            }
        });
        return text.toString();
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency for one method
    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String signed(BigDecimal difference) {
        return (difference.signum() > 0 ? "+" : "") + plain(difference);
    }

    private static String plain(BigDecimal amount) {
        return AvroJson.plain(amount);
    }
}

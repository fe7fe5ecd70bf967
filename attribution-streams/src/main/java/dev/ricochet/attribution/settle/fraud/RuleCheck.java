package dev.ricochet.attribution.settle.fraud;

import dev.ricochet.attribution.settle.rules.CompoundKey;
import dev.ricochet.kit.catalog.RateBounds;
import dev.ricochet.schemas.catalog.FraudRule;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.ValueList;
import dev.ricochet.schemas.event.ConversionRate;
import dev.ricochet.schemas.event.RateStanding;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.SettleWindow;
import inet.ipaddr.IPAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one conversion by the rules of its offer. What a rule looks at and does not know speaks for nobody's guilt: the
 * rule passes, and tells that it saw nothing.
 *
 * @param seen windows that this conversion is counted in, filled while rules look
 */
record RuleCheck(Offer offer, Evidence evidence, FraudSources sources, Map<String, SettleWindow> seen) {

    Finding of(FraudRule rule) {
        return switch (rule.getKind()) {
            case CLICK_TO_CONVERSION -> clickToConversion(rule);
            case IP_VELOCITY -> velocity(rule, Reason.IP_VELOCITY, household());
            case AFFILIATE_VELOCITY -> velocity(rule, Reason.AFFILIATE_VELOCITY, evidence.affiliateId());
            case COUNTRY_MISMATCH ->
                mismatch(
                        Reason.COUNTRY_MISMATCH, evidence.clickCountry(), evidence.orderCountry(), Function.identity());
            case IP_MISMATCH -> addressMismatch();
            case LISTED -> listed(rule);
            case CONVERSION_RATE -> conversionRate(rule);
            case UNKNOWN -> Finding.unknown("not known to settle");
        };
    }

    private Finding clickToConversion(FraudRule rule) {
        Duration taken = evidence.sinceClick();
        Long atLeast = rule.getAtLeastMs();
        Long atMost = rule.getAtMostMs();
        String expected = atLeast == null
                ? "at most " + atMost + " ms"
                : atMost == null ? atLeast + " ms" : atLeast + " ms to " + atMost + " ms";
        if (taken == null) {
            return Finding.unknown(expected);
        }
        String observed = taken.toMillis() + " ms";
        if (atMost != null && taken.toMillis() > atMost) {
            return Finding.of(true, Reason.CLICK_TOO_OLD, observed, expected);
        }
        return Finding.of(atLeast != null && taken.toMillis() < atLeast, Reason.CLICK_TOO_RECENT, observed, expected);
    }

    private @Nullable String household() {
        IPAddress address = evidence.visitorAddress();
        return address == null ? null : Evidence.household(address).toCanonicalString();
    }

    private Finding velocity(FraudRule rule, Reason reason, @Nullable String whose) {
        long windowMs = Objects.requireNonNullElse(rule.getWindowMs(), 1L);
        long most = Objects.requireNonNullElse(rule.getMost(), Long.MAX_VALUE);
        String expected = "at most " + most + " in " + Duration.ofMillis(windowMs);
        if (whose == null) {
            return Finding.unknown(expected);
        }
        // Rules that differ only in what is too many count together.
        String key = CompoundKey.of(offer.getId(), rule.getKind().name(), String.valueOf(windowMs), whose);
        SettleWindow window = seen.computeIfAbsent(
                key, counted -> SlidingWindow.plus(sources.windows().of(counted), windowMs, evidence.receivedAt()));
        long count = SlidingWindow.sum(window, windowMs, evidence.receivedAt());
        return Finding.of(count > most, reason, count + " in " + Duration.ofMillis(windowMs), expected);
    }

    /** Only addresses of one family can be compared. */
    private Finding addressMismatch() {
        IPAddress click = evidence.clickAddress();
        IPAddress order = evidence.orderAddress();
        boolean comparable = click != null && order != null && click.isIPv4() == order.isIPv4();
        return mismatch(
                Reason.IP_MISMATCH,
                comparable ? click : null,
                comparable ? order : null,
                address -> Evidence.household(address).toCanonicalString());
    }

    private static <T> Finding mismatch(Reason reason, @Nullable T click, @Nullable T order, Function<T, String> text) {
        if (click == null) {
            return Finding.unknown("that of the click");
        }
        String ofClick = text.apply(click);
        if (order == null) {
            return Finding.unknown(ofClick);
        }
        String ofOrder = text.apply(order);
        return Finding.of(!ofClick.equals(ofOrder), reason, ofOrder, ofClick);
    }

    /** The stats say when a rate comes to stand otherwise; what counts is how its figures stand to the rule of now. */
    private Finding conversionRate(FraudRule rule) {
        RateBounds bounds = RateBounds.of(rule);
        ConversionRate counted = sources.catalog().conversionRate(evidence.affiliateId(), offer.getId(), rule.getId());
        if (counted == null) {
            return Finding.unknown(bounds.text());
        }
        RateStanding standing = bounds.standing(counted.getClicks(), counted.getConverted());
        String observed = counted.getConverted() + " conversions of " + counted.getClicks() + " clicks in "
                + Duration.ofMillis(counted.getWindowMs()) + " until " + counted.getCountedUntil();
        boolean isSuspicious = standing == RateStanding.BELOW || standing == RateStanding.ABOVE;
        return Finding.of(isSuspicious, Reason.CONVERSION_RATE, observed, bounds.text());
    }

    private Finding listed(FraudRule rule) {
        String expected = "not on " + String.join(", ", rule.getLists());
        for (String id : rule.getLists()) {
            ValueList list = sources.catalog().list(id);
            String found = list == null ? null : sources.book().open(list).find(evidence);
            if (list != null && found != null) {
                return Finding.of(
                        true, Reason.LISTED, found + " on " + id + " (version " + list.getVersion() + ")", expected);
            }
        }
        return new Finding(null, null, expected);
    }
}

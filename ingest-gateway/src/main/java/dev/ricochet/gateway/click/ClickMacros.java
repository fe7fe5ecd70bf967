package dev.ricochet.gateway.click;

import dev.ricochet.kit.catalog.LandingMacro;
import dev.ricochet.schemas.event.Automation;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that the macros of a landing URL take from a click. */
final class ClickMacros {
    private ClickMacros() {}

    /** The value, empty where the click has none. */
    static String value(LandingMacro macro, Click click) {
        return switch (macro) {
            case CLICK_ID -> click.getClickId();
            case OFFER_ID -> click.getOfferId();
            case ADVERTISER_ID -> click.getAdvertiserId();
            case AFFILIATE_ID -> click.getAffiliateId();
            case SOURCE -> orEmpty(click.getSource());
            case SUB1 -> sub(click, 1);
            case SUB2 -> sub(click, 2);
            case SUB3 -> sub(click, 3);
            case SUB4 -> sub(click, 4);
            case SUB5 -> sub(click, 5);
            case SUB6 -> sub(click, 6);
            case SUB7 -> sub(click, 7);
            case SUB8 -> sub(click, 8);
            case SUB9 -> sub(click, 9);
            case SUB10 -> sub(click, 10);
            case KIND -> click.getKind() == ClickKind.IMPRESSION ? "impression" : "click";
            case CLICKED_AT -> Long.toString(click.getClickedAt().toEpochMilli());
            case IP -> orEmpty(click.getIp());
            case USER_AGENT -> orEmpty(click.getUserAgent());
            case REFERRER -> orEmpty(click.getReferrer());
            case LANGUAGE -> orEmpty(click.getLanguage());
            case COUNTRY -> orEmpty(click.getCountry());
            case AUTOMATION -> automation(click.getAutomation());
        };
    }

    private static String sub(Click click, int number) {
        List<String> subs = click.getSubs();
        return number <= subs.size() ? subs.get(number - 1) : "";
    }

    private static String automation(Automation automation) {
        return switch (automation) {
            case NONE, UNKNOWN -> "none";
            case PREFETCH -> "prefetch";
            case BOT -> "bot";
        };
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}

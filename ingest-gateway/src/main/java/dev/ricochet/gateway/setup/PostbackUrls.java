package dev.ricochet.gateway.setup;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.ricochet.gateway.dialect.Dialect;
import dev.ricochet.gateway.refusal.SecretParameters;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.AuthRequirement;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.Price;
import dev.ricochet.schemas.catalog.PriceModel;
import dev.ricochet.schemas.catalog.Wording;
import dev.ricochet.schemas.postback.Field;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The URLs that an advertiser has to call, in its own words. A value in braces is for the advertiser's system to fill; it bears
 * the name of its parameter. Everything else stands as it has to be sent.
 */
final class PostbackUrls {
    private final PublicUrl base;
    private final Advertiser advertiser;
    private final Dialect dialect;
    private final boolean showToken;
    private final Map<String, Long> offersByGoal;

    /**
     * @param offers all of the advertiser's
     * @param showToken whether the advertiser's token stands in the URL, or a placeholder
     */
    PostbackUrls(PublicUrl base, Advertiser advertiser, Collection<Offer> offers, Dialect dialect, boolean showToken) {
        this.base = base;
        this.advertiser = advertiser;
        this.dialect = dialect;
        this.showToken = showToken;
        this.offersByGoal = offers.stream()
                .flatMap(offer -> offer.getGoals().stream().map(Goal::getId).distinct())
                .collect(groupingBy(identity(), counting()));
    }

    String of(Offer offer, Goal goal) {
        StringJoiner query = new StringJoiner("&");
        if (advertiser.getRequire().contains(AuthRequirement.TOKEN)) {
            String token = advertiser.getToken();
            add(query, Field.TOKEN, showToken && token != null ? PublicUrl.encoded(token) : null);
        }
        add(query, Field.CLICK_ID, null);
        add(query, Field.ORDER_ID, null);
        if (offersByGoal.getOrDefault(goal.getId(), 0L) > 1) {
            // Else two offers would have the same URL, and a coupon without a click could mean either.
            add(query, Field.OFFER_ID, PublicUrl.encoded(offer.getId()));
        }
        add(query, Field.GOAL, PublicUrl.encoded(theirNameOf(goal.getId())));
        if (isShare(goal)) {
            add(query, Field.SALE_AMOUNT, null);
            add(query, Field.CURRENCY, PublicUrl.encoded(offer.getCurrency()));
        }
        if (advertiser.getRequire().contains(AuthRequirement.HMAC)) {
            // Last, as it has to be: it signs all that stands before it.
            query.add("ts={ts}").add(SecretParameters.SIGNATURE + "={" + SecretParameters.SIGNATURE + "}");
        }
        return base.text() + "/p/" + PublicUrl.encoded(advertiser.getId()) + "?" + query;
    }

    /** @param value null for one that the advertiser's system fills */
    private void add(StringJoiner query, Field field, @Nullable String value) {
        String parameter = parameterOf(field);
        if (parameter != null) {
            query.add(PublicUrl.encoded(parameter) + "=" + (value == null ? "{" + parameter + "}" : value));
        }
    }

    /** Its own word, else our label where the dialect takes it, else the dialect's shortest; null where it has none. */
    private @Nullable String parameterOf(Field field) {
        Wording wording = advertiser.getWording();
        if (wording != null) {
            String own = first(wording.getParameters(), field.label());
            if (own != null) {
                return own;
            }
        }
        if (dialect.fields().get(field.label()) == field) {
            return field.label();
        }
        return first(dialect.fields(), field);
    }

    private String theirNameOf(String goal) {
        Wording wording = advertiser.getWording();
        String theirs = wording == null ? null : first(wording.getGoals(), goal);
        return theirs == null ? goal : theirs;
    }

    private static <V> @Nullable String first(Map<String, V> names, V meaning) {
        return names.entrySet().stream()
                .filter(name -> name.getValue().equals(meaning))
                .map(Map.Entry::getKey)
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    private static boolean isShare(Goal goal) {
        return asksForSale(goal.getPayout()) || asksForSale(goal.getRevenue());
    }

    private static boolean asksForSale(Price price) {
        return sharesSale(price.getModel())
                || price.getRules().stream()
                        .anyMatch(rule -> sharesSale(rule.getModel())
                                || rule.getCondition().getSaleFrom() != null
                                || rule.getCondition().getSaleBelow() != null);
    }

    private static boolean sharesSale(PriceModel model) {
        return model == PriceModel.CPS || model == PriceModel.HYBRID;
    }
}

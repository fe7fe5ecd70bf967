package dev.ricochet.attribution.settle.fraud;

import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Touch;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of one conversion, by the names under which rules ask for it. */
record Evidence(MatchedPostback matched) {

    /** Parameter in which an advertiser tells the address from which was ordered; a postback's own is the advertiser's server. */
    static final String VISITOR_IP = "visitor_ip";

    /** Parameter in which an advertiser tells from which country was ordered, ISO 3166-1 alpha-2. */
    static final String VISITOR_COUNTRY = "visitor_country";

    private static final int NETWORK_OF_A_HOUSEHOLD = 64;

    /**
     * From the click to the postback, both by the gateway's clock: the advertiser's own {@code occurred_at} may be in any
     * clock and any zone. Whichever click of a path is credited, the sale came after the last of them.
     */
    @Nullable Duration sinceClick() {
        Click click = click();
        if (click == null) {
            return null;
        }
        List<Touch> path = matched.getPath();
        Instant newest = path.isEmpty()
                ? click.getClickedAt()
                : path.get(path.size() - 1).getClickedAt();
        return Duration.between(newest, matched.getPostback().getReceivedAt());
    }

    Instant receivedAt() {
        return matched.getPostback().getReceivedAt();
    }

    String affiliateId() {
        return matched.getAffiliateId();
    }

    @Nullable Click click() {
        return matched.getClick();
    }

    @Nullable IPAddress clickAddress() {
        Click click = click();
        return click == null ? null : address(click.getIp());
    }

    @Nullable IPAddress orderAddress() {
        return address(parameter(VISITOR_IP));
    }

    /** Where the visitor is: at the click, else at the order. */
    @Nullable IPAddress visitorAddress() {
        IPAddress atClick = clickAddress();
        return atClick == null ? orderAddress() : atClick;
    }

    @Nullable String clickCountry() {
        Click click = click();
        return click == null ? null : upper(click.getCountry());
    }

    @Nullable String orderCountry() {
        return upper(parameter(VISITOR_COUNTRY));
    }

    List<IPAddress> addresses() {
        return Stream.of(clickAddress(), orderAddress())
                .flatMap(Stream::ofNullable)
                .toList();
    }

    List<String> countries() {
        return Stream.of(clickCountry(), orderCountry())
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** One visitor's addresses as one: an IPv6 household has 2^64 of them. */
    static IPAddress household(IPAddress address) {
        return address.isIPv6() ? address.toPrefixBlock(NETWORK_OF_A_HOUSEHOLD).getLower() : address;
    }

    /** IPv4 written as IPv6 is IPv4. */
    private static @Nullable IPAddress address(@Nullable String text) {
        IPAddress address = text == null || text.isBlank() ? null : new IPAddressString(text.strip()).getAddress();
        if (address == null || address.isMultiple()) {
            return null;
        }
        return address.isIPv6() && address.toIPv6().isIPv4Mapped()
                ? address.toIPv6().getEmbeddedIPv4Address()
                : address;
    }

    private @Nullable String parameter(String name) {
        Map<String, String> parameters = matched.getPostback().getParameters();
        String value = parameters.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    private static @Nullable String upper(@Nullable String text) {
        return text == null ? null : text.strip().toUpperCase(Locale.ROOT);
    }
}

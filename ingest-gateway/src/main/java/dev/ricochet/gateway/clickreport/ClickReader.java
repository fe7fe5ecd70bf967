package dev.ricochet.gateway.clickreport;

import dev.ricochet.gateway.click.ClickDraft;
import dev.ricochet.gateway.click.Link;
import dev.ricochet.gateway.postback.TextCheck;
import dev.ricochet.gateway.postback.TimeText;
import dev.ricochet.gateway.refusal.Cut;
import dev.ricochet.gateway.refusal.Fault;
import dev.ricochet.gateway.refusal.FaultCode;
import dev.ricochet.gateway.request.IpText;
import dev.ricochet.gateway.request.Parameter;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.gateway.visitor.Visitor;
import dev.ricochet.gateway.visitor.VisitorDesk;
import dev.ricochet.schemas.event.ClickKind;
import inet.ipaddr.IPAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one item field by field, and goes on where a field is wrong, so that all faults are told at once. */
final class ClickReader {
    /** How far an affiliate's clock may be ahead of ours. */
    static final Duration SKEW = Duration.ofMinutes(1);

    /** A weekend's outage and some days; older clicks would be written into what is being dropped. */
    static final Duration OLDEST = Duration.ofDays(7);

    private static final int NAME_LENGTH = 64;
    private static final int SHORT_LENGTH = 45;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final VisitorDesk visitors;
    private final Instant now;
    private final Map<ClickField, String> values = new EnumMap<>(ClickField.class);
    private final List<Fault> faults = new ArrayList<>(0);

    private ClickReader(VisitorDesk visitors, Instant now) {
        this.visitors = visitors;
        this.now = now;
    }

    static ReportedClick read(Parameters item, VisitorDesk visitors, Instant now) {
        ClickReader reader = new ClickReader(visitors, now);
        reader.sort(item);
        return reader.click();
    }

    private void sort(Parameters item) {
        if (item.tooMany()) {
            faults.add(new Fault("click", FaultCode.TOO_MANY, "expected at most " + Parameters.MOST + " fields", null));
        }
        for (Parameter given : item) {
            ClickField field = ClickField.named(given.name());
            if (field == null) {
                String name = given.name();
                String shown = name.length() > NAME_LENGTH ? name.substring(0, NAME_LENGTH) : name;
                faults.add(new Fault(shown, FaultCode.UNKNOWN_FIELD, "there is no such field", null));
            } else if (!given.value().isEmpty()) {
                String before = values.put(field, given.value());
                if (before != null && !before.equals(given.value())) {
                    fault(field, FaultCode.CONFLICTING, "given more than once with different values, expected one");
                }
            }
        }
    }

    private ReportedClick click() {
        String offerId = required(ClickField.OFFER_ID);
        String affiliateId = required(ClickField.AFFILIATE_ID);
        ClickKind kind = kind();
        Instant at = clickedAt();
        Link link = link();
        Visitor visitor = visitor();
        return faults.isEmpty()
                ? new ReportedClick.Good(offerId, affiliateId, new ClickDraft(kind, at, link, visitor))
                : new ReportedClick.Faulty(List.copyOf(faults), affiliateId);
    }

    private Link link() {
        String[] subs = new String[Link.MOST_SUBS];
        Arrays.setAll(subs, i -> {
            String sub = text(ClickField.SUBS.get(i), Link.VALUE_LENGTH);
            return sub == null ? "" : sub;
        });
        return Link.of(
                text(ClickField.SOURCE, Link.VALUE_LENGTH), subs, text(ClickField.VISITOR_ID, Link.VISITOR_LENGTH));
    }

    private Visitor visitor() {
        String address = address();
        String userAgent = asABrowserSentIt(ClickField.USER_AGENT, Visitor.HEADER_LENGTH);
        String country = country();
        return new Visitor(
                address,
                userAgent,
                asABrowserSentIt(ClickField.REFERRER, Visitor.HEADER_LENGTH),
                asABrowserSentIt(ClickField.LANGUAGE, Visitor.LANGUAGE_LENGTH),
                country == null ? visitors.country(address) : country,
                visitors.automation(userAgent));
    }

    private @Nullable String address() {
        String text = text(ClickField.IP, SHORT_LENGTH);
        IPAddress address = text == null ? null : IpText.read(text);
        if (text != null && address == null) {
            fault(ClickField.IP, FaultCode.MALFORMED, "expected an IPv4 or IPv6 address");
        }
        return address == null ? null : IpText.write(address);
    }

    private @Nullable String country() {
        String text = text(ClickField.COUNTRY, SHORT_LENGTH);
        String code = text == null ? null : text.toUpperCase(Locale.ROOT);
        if (code != null && !COUNTRIES.contains(code)) {
            fault(ClickField.COUNTRY, FaultCode.UNKNOWN_VALUE, "expected an ISO 3166-1 alpha-2 code such as DE");
            return null;
        }
        return code;
    }

    private ClickKind kind() {
        String text = values.getOrDefault(ClickField.KIND, "click");
        if (text.equals("click")) {
            return ClickKind.CLICK;
        }
        if (!text.equals("impression")) {
            fault(ClickField.KIND, FaultCode.UNKNOWN_VALUE, "expected click or impression");
        }
        return ClickKind.IMPRESSION;
    }

    private Instant clickedAt() {
        String text = text(ClickField.CLICKED_AT, SHORT_LENGTH);
        if (text == null) {
            return now;
        }
        Instant at = TimeText.read(text);
        if (at == null) {
            fault(
                    ClickField.CLICKED_AT,
                    FaultCode.MALFORMED,
                    "expected a time such as 2026-03-01T12:00:00Z, or Unix seconds or milliseconds");
            return now;
        }
        if (at.isAfter(now.plus(SKEW)) || at.isBefore(now.minus(OLDEST))) {
            fault(
                    ClickField.CLICKED_AT,
                    FaultCode.OUT_OF_RANGE,
                    "expected a time not after now and at most " + OLDEST.toDays() + " days before it");
            return now;
        }
        // A click id that lies in the future would be refused as such further on.
        return at.isAfter(now) ? now : at;
    }

    private String required(ClickField field) {
        if (!values.containsKey(field)) {
            fault(field, FaultCode.MISSING, "must be given");
            return "";
        }
        String text = text(field, NAME_LENGTH);
        return text == null ? "" : text;
    }

    private @Nullable String text(ClickField field, int most) {
        String value = values.get(field);
        TextCheck.Flaw flaw = value == null ? null : TextCheck.of(value, most);
        if (flaw != null) {
            fault(field, flaw.code(), flaw.detail());
            return null;
        }
        return value;
    }

    /** What a browser sent is what it likes, braces and all. Nothing of it is a reason to lose a click. */
    private @Nullable String asABrowserSentIt(ClickField field, int most) {
        String value = values.get(field);
        return value == null ? null : printable(Cut.to(most, value));
    }

    private static String printable(String value) {
        StringBuilder text = new StringBuilder(value);
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                text.setCharAt(i, ' ');
            }
        }
        return text.toString();
    }

    private void fault(ClickField field, FaultCode code, String detail) {
        faults.add(new Fault(field.label(), code, detail, values.get(field)));
    }
}

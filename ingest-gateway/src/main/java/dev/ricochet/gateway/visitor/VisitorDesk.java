package dev.ricochet.gateway.visitor;

import dev.ricochet.gateway.refusal.Cut;
import dev.ricochet.gateway.request.Clients;
import dev.ricochet.schemas.event.Automation;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Describes visitors. Shared by all event loops. */
public final class VisitorDesk {
    private final Countries countries;
    private final Clients clients;
    private final KnownBots bots = new KnownBots();

    public VisitorDesk(Countries countries, Clients clients) {
        this.countries = countries;
        this.clients = clients;
    }

    /** The visitor's address, or null. */
    public @Nullable String address(HttpServerRequest request) {
        return clients.address(request);
    }

    /** Who sends this request. */
    public Visitor of(HttpServerRequest request) {
        String address = clients.address(request);
        String userAgent = Cut.orNull(Visitor.HEADER_LENGTH, request.getHeader(HttpHeaders.USER_AGENT));
        return new Visitor(
                address,
                userAgent,
                Cut.orNull(Visitor.HEADER_LENGTH, request.getHeader(HttpHeaders.REFERER)),
                Cut.orNull(Visitor.LANGUAGE_LENGTH, request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)),
                country(address),
                Prefetch.isAskedFor(request) ? Automation.PREFETCH : automation(userAgent));
    }

    /** The country of an address, or null. */
    public @Nullable String country(@Nullable String address) {
        return address == null ? null : countries.of(address);
    }

    /** What a user agent says of itself. */
    public Automation automation(@Nullable String userAgent) {
        return userAgent != null && bots.isBot(userAgent) ? Automation.BOT : Automation.NONE;
    }
}

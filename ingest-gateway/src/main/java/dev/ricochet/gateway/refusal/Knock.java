package dev.ricochet.gateway.refusal;

import dev.ricochet.schemas.event.Route;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request as it stood at the door: what is kept of it when it is refused.
 *
 * @param address of the caller
 * @param advertiserId named in the request, known or not; so are offer and affiliate
 * @param query raw
 * @param body raw, null where there is none or it was not read, or could not be
 * @param recognised the id of the advertiser that the caller showed to be; null for a stranger
 */
public record Knock(
        Route route,
        String method,
        String path,
        @Nullable String query,
        @Nullable String body,
        @Nullable String address,
        @Nullable String advertiserId,
        @Nullable String offerId,
        @Nullable String affiliateId,
        @Nullable String recognised) {

    /** Of a visitor; the affiliate is as the link names it. */
    public static Knock atClickDoor(
            HttpServerRequest request, @Nullable String address, String offerId, @Nullable String affiliateId) {
        return knock(Route.CLICK, request, null, address, null, offerId, affiliateId);
    }

    /** Of an affiliate's server that reports a click; the body may hold those of many visitors and is not kept. */
    public static Knock atClickReport(
            HttpServerRequest request,
            @Nullable String address,
            @Nullable String offerId,
            @Nullable String affiliateId) {
        return knock(Route.CLICK, request, null, address, null, offerId, affiliateId);
    }

    public static Knock atPostbackDoor(
            HttpServerRequest request, @Nullable String address, String advertiserId, byte @Nullable [] body) {
        String text = body == null || body.length == 0 ? null : new String(body, StandardCharsets.UTF_8);
        return knock(Route.POSTBACK, request, text, address, advertiserId, null, null);
    }

    /** The same, when it is known that the advertiser named is the one who calls. */
    public Knock ofRecognised() {
        return new Knock(route, method, path, query, body, address, advertiserId, offerId, affiliateId, advertiserId);
    }

    /** Before it is known what the caller wants. */
    public static Knock atTheGate(Route route, HttpServerRequest request, @Nullable String address) {
        return knock(route, request, null, address, null, null, null);
    }

    private static Knock knock(
            Route route,
            HttpServerRequest request,
            @Nullable String body,
            @Nullable String address,
            @Nullable String advertiserId,
            @Nullable String offerId,
            @Nullable String affiliateId) {
        String path = request.path();
        return new Knock(
                route,
                request.method().name(),
                path == null ? "" : path,
                request.query(),
                body,
                address,
                advertiserId,
                offerId,
                affiliateId,
                null);
    }
}

package dev.ricochet.gateway.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricochet.gateway.request.Body;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.gateway.request.PathSegment;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Advertiser;
import org.jspecify.annotations.Nullable;

/** What the public port does with a request for {@code /p/} before anybody is asked who they are. */
sealed interface Entrance {
    /** As the server's own bound: method, target and protocol. */
    int LONGEST_LINE = 16 * 1024;

    /** Refused. */
    record Closed(String reason, String detail) implements Entrance {}

    /** @param parameters of query and body */
    record Open(Advertiser advertiser, Parameters parameters) implements Entrance {}

    static Entrance of(RawRequest request, Catalog catalog, long mostBodyBytes) {
        if (request.line().length() > LONGEST_LINE) {
            return new Closed("too_large", "a request line has at most " + LONGEST_LINE + " bytes");
        }
        String id = advertiserIn(request.path());
        if (id == null) {
            return new Closed("not_found", "the path is /p/{advertiser_id}");
        }
        byte[] body = request.body().getBytes(UTF_8);
        if (body.length > mostBodyBytes) {
            return new Closed("too_large", "a body has at most " + mostBodyBytes + " bytes");
        }
        Parameters parameters = Parameters.ofQuery(request.query());
        Body.Reading reading = Body.read(body, request.contentType(), parameters);
        if (reading instanceof Body.UnknownType) {
            return new Closed("unsupported_media_type", "set content_type");
        }
        if (reading instanceof Body.Malformed malformed) {
            return new Closed("malformed_request", malformed.detail());
        }
        Advertiser advertiser = catalog.advertiser(id);
        return advertiser == null
                ? new Closed("unknown_advertiser", "the path is /p/{advertiser_id}")
                : new Open(advertiser, parameters);
    }

    private static @Nullable String advertiserIn(String path) {
        String door = "/p/";
        String pixel = ".gif";
        String id = path.startsWith(door) ? PathSegment.last(path, door.length()) : null;
        return id != null && id.endsWith(pixel) ? id.substring(0, id.length() - pixel.length()) : id;
    }
}

package dev.ricochet.gateway.postback;

import dev.ricochet.schemas.catalog.Advertiser;
import io.vertx.core.http.HttpServerResponse;

/** How an accepted postback is answered. */
public interface Acknowledgement {
    /** The receipt id in JSON, unless the advertiser has an answer of its own. */
    Acknowledgement JSON = new JsonAcknowledgement();

    /** A transparent GIF of one pixel, for pages that report by an image; the receipt id is in a header. */
    Acknowledgement PIXEL = new PixelAcknowledgement();

    /** Ends the response; a status that was set before stands unless the advertiser has its own. */
    void send(HttpServerResponse response, String receiptId);

    /** This, or the advertiser's own in its place. */
    default Acknowledgement or(Advertiser advertiser) {
        return this;
    }
}

package dev.ricochet.gateway.postback;

import io.vertx.core.http.HttpServerResponse;

/** What says to an advertiser that its postback was taken. */
interface Answer {
    /** Ends the response; a status that was set before stands unless the advertiser has its own. */
    void send(HttpServerResponse response, String receiptId);
}

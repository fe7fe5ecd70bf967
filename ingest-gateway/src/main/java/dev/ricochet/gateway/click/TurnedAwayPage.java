package dev.ricochet.gateway.click;

import dev.ricochet.gateway.refusal.RefusalText;
import dev.ricochet.schemas.reason.Refusal;

/** What a visitor sees who can be sent nowhere. Nothing of the request stands in it. */
final class TurnedAwayPage {
    static final String MEDIA_TYPE = "text/html; charset=utf-8";

    private TurnedAwayPage() {}

    static String of(Refusal reason) {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>Not available</title>
                <h1>This page is not available</h1>
                <p>%s</p>
                </html>
                """.formatted(RefusalText.of(reason));
    }
}

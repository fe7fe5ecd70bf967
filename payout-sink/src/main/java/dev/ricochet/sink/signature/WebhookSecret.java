package dev.ricochet.sink.signature;

import java.util.Base64;

/** The key that an endpoint's owner and we share. Never shown: {@link #toString} masks it. */
public final class WebhookSecret {

    private static final String PREFIX = "whsec_";

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    /**
     * Reads {@code whsec_} followed by base64 of the key.
     *
     * @throws IllegalArgumentException when it is anything else; the message never holds the text
     */
    public static WebhookSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a webhook secret begins with whsec_");
        }
        try {
            return new WebhookSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
        } catch (IllegalArgumentException e) {
            // The decoder's message quotes characters of the secret.
            throw new IllegalArgumentException("a webhook secret is whsec_ followed by base64");
        }
    }

    byte[] key() {
        return key;
    }

    @Override
    public String toString() {
        return "whsec_***";
    }
}

package dev.ricochet.schemas.click;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** One thread's share of the work: its MACs, a stock of random bytes, and a buffer for one id. */
final class Signer {

    private static final int TAG_BYTES = 6;
    private static final int STOCK_BYTES = 7 * 128;

    /** The system's own generator: cryptographic, and never waiting for entropy. It has a lock, so each thread takes a stock. */
    private static final SecureRandom RANDOM = new SecureRandom();

    final byte[] bytes = new byte[20];

    private final @Nullable Mac[] macs = new Mac[ClickKeys.MAX_KEY_ID + 1];
    private final byte[] tag = new byte[32];
    private final byte[] stock = new byte[STOCK_BYTES];
    private int taken = STOCK_BYTES;

    Signer(ClickKeys keys) {
        keys.keys().forEach((id, key) -> macs[id] = mac(key));
    }

    boolean knows(int keyId) {
        return macs[keyId] != null;
    }

    void fillRandom(byte[] id, int offset, int length) {
        if (taken + length > STOCK_BYTES) {
            RANDOM.nextBytes(stock);
            taken = 0;
        }
        System.arraycopy(stock, taken, id, offset, length);
        taken += length;
    }

    /** Writes the tag of the first bytes behind them. */
    void sign(int keyId, byte[] id, int signed) {
        computeTag(keyId, id, signed);
        System.arraycopy(tag, 0, id, signed, TAG_BYTES);
    }

    /** Compares in a time that does not depend on where the tags differ. */
    boolean isSigned(int keyId, byte[] id, int signed) {
        computeTag(keyId, id, signed);
        int difference = 0;
        for (int i = 0; i < TAG_BYTES; i++) {
            difference |= tag[i] ^ id[signed + i];
        }
        return difference == 0;
    }

    private void computeTag(int keyId, byte[] id, int signed) {
        Mac mac = macs[keyId];
        if (mac == null) {
            throw new IllegalStateException("no click key " + keyId);
        }
        mac.update(id, 0, signed);
        try {
            mac.doFinal(tag, 0);
        } catch (ShortBufferException impossible) {
            throw new IllegalStateException("HMAC-SHA256 has 32 bytes", impossible);
        }
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }
}

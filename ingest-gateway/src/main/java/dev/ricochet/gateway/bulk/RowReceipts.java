package dev.ricochet.gateway.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Names the rows of a batch so that the same batch sent again gives the same receipts: UUIDs of version 8, made from SHA-256
 * (RFC 9562, appendix B.2) over advertiser, idempotency key, number and bytes of the row.
 *
 * <p>The bytes are part of the name, since a row that was changed is another report: under the old receipt it would be
 * taken for a copy, and dropped after it was acknowledged.
 */
final class RowReceipts {
    private static final long VERSION_BITS = 0xf000L;
    private static final long VERSION = 0x8000L;
    private static final long VARIANT_BITS = 0xc000_0000_0000_0000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final MessageDigest digest;
    private final byte[] batch;
    private byte[] header = {};

    RowReceipts(String advertiserId, String idempotencyKey) {
        digest = sha256();
        batch = digest.digest((advertiserId + '\n' + idempotencyKey).getBytes(UTF_8));
    }

    /** What gives the cells of every row their names. */
    void header(byte[] row) {
        header = digest.digest(row);
    }

    /** @param number of the row, from 1 */
    String of(long number, byte[] row) {
        digest.update(batch);
        digest.update(header);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(row));
        long high = (hash.getLong() & ~VERSION_BITS) | VERSION;
        long low = (hash.getLong() & ~VARIANT_BITS) | VARIANT;
        return new UUID(high, low).toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package dev.ricochet.attribution.stats.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricochet.attribution.stats.hourly.HourKey;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of stores, sorted by what they begin with. An affiliate's name has its length before it, so that no name is the
 * beginning of another.
 *
 * <pre>
 * by hour        hour (8) length (2) affiliate offer
 * of a part      hour (8) length (2) affiliate offer partition (4)
 * by affiliate   length (2) affiliate hour (8) offer
 * </pre>
 */
public final class HourBytes {

    /** Bytes that keys of the same hour begin with, where the hour comes first. */
    private static final int HOUR = Long.BYTES;

    private static final int LENGTH = Short.BYTES;
    private static final int PARTITION = Integer.BYTES;

    private HourBytes() {}

    public static Bytes byHour(HourKey key) {
        byte[] affiliate = key.affiliateId().getBytes(UTF_8);
        byte[] offer = key.offerId().getBytes(UTF_8);
        return byHour(key.hour(), affiliate, affiliate.length, offer, offer.length);
    }

    /** The same from the names' bytes, of which only the first so many count. */
    public static Bytes byHour(long hour, byte[] affiliate, int affiliateLength, byte[] offer, int offerLength) {
        ByteBuffer key = ByteBuffer.allocate(HOUR + LENGTH + affiliateLength + offerLength)
                .putLong(hour)
                .putShort((short) affiliateLength)
                .put(affiliate, 0, affiliateLength)
                .put(offer, 0, offerLength);
        return Bytes.wrap(key.array());
    }

    public static HourKey readByHour(Bytes key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        long hour = bytes.getLong();
        String affiliate = text(bytes, Short.toUnsignedInt(bytes.getShort()));
        return new HourKey(affiliate, text(bytes, bytes.remaining()), hour);
    }

    public static Bytes ofPart(HourKey key, int partition) {
        byte[] byHour = byHour(key).get();
        return Bytes.wrap(ByteBuffer.allocate(byHour.length + PARTITION)
                .put(byHour)
                .putInt(partition)
                .array());
    }

    public static Bytes byAffiliate(HourKey key) {
        byte[] group = ofAffiliate(key.affiliateId(), key.hour()).get();
        byte[] offer = key.offerId().getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(group.length + offer.length)
                .put(group)
                .put(offer)
                .array());
    }

    public static HourKey readByAffiliate(Bytes key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        String affiliate = text(bytes, Short.toUnsignedInt(bytes.getShort()));
        long hour = bytes.getLong();
        return new HourKey(affiliate, text(bytes, bytes.remaining()), hour);
    }

    /**
     * What an affiliate's keys by affiliate begin with in this hour. No key itself: a range of keys that ends with it holds
     * none of this hour.
     */
    public static Bytes ofAffiliate(String affiliateId, long hour) {
        byte[] affiliate = affiliateId.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(LENGTH + affiliate.length + HOUR)
                .putShort((short) affiliate.length)
                .put(affiliate)
                .putLong(hour)
                .array());
    }

    /** Behind all keys by affiliate of this affiliate. */
    public static Bytes behind(String affiliateId) {
        return ofAffiliate(affiliateId, Long.MAX_VALUE);
    }

    /** What keys by hour begin with before this hour; as the end of a range it holds none of this hour. */
    public static Bytes ofHour(long hour) {
        return Bytes.wrap(ByteBuffer.allocate(HOUR).putLong(hour).array());
    }

    /** The hour that a key by hour, or of a part, begins with. */
    public static long hourOf(Bytes keyByHour) {
        return ByteBuffer.wrap(keyByHour.get()).getLong();
    }

    /** Affiliate and hour of a key by affiliate, as {@link #ofAffiliate} puts them. */
    public static Bytes affiliateAndHour(Bytes keyByAffiliate) {
        byte[] key = keyByAffiliate.get();
        int length = LENGTH + Short.toUnsignedInt(ByteBuffer.wrap(key).getShort()) + HOUR;
        return Bytes.wrap(ByteBuffer.allocate(length).put(key, 0, length).array());
    }

    private static String text(ByteBuffer bytes, int length) {
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, UTF_8);
    }
}

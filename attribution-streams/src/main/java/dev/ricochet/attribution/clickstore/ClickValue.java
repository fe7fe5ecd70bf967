package dev.ricochet.attribution.clickstore;

import java.nio.charset.StandardCharsets;

/**
 * The two forms in which a click's bytes are kept; {@code package-info} shows them. Both are made and undone by copying
 * ranges of bytes: a click is decoded when a postback asks for it, not when it arrives.
 */
final class ClickValue {

    /** In the Confluent frame: a zero byte and the schema id. */
    private static final int FRAME = 5;

    private static final int ID_LENGTH = 32;

    /** Avro writes a string's length first, zigzag: 64 for 32 characters. */
    private static final byte ID_LENGTH_IN_AVRO = 64;

    /** Where the fields behind click_id begin. */
    private static final int REST = FRAME + 1 + ID_LENGTH;

    private static final byte TRIMMED = 1;
    private static final byte WHOLE = 2;

    private ClickValue() {}

    /** How many bytes {@link #write} will write. */
    static int size(byte[] framed) {
        return canTrim(framed) ? framed.length - 1 - ID_LENGTH : framed.length + 1;
    }

    /** Writes the stored form of a record's value. */
    static void write(byte[] framed, byte[] target, int at) {
        if (canTrim(framed)) {
            target[at] = TRIMMED;
            System.arraycopy(framed, 1, target, at + 1, FRAME - 1);
            System.arraycopy(framed, REST, target, at + FRAME, framed.length - REST);
        } else {
            target[at] = WHOLE;
            System.arraycopy(framed, 0, target, at + 1, framed.length);
        }
    }

    /**
     * Undoes {@link #write}.
     *
     * @param clickId the id under which the click was looked up
     * @throws IllegalStateException if the form is unknown: written by a newer version
     */
    static byte[] read(byte[] stored, String clickId) {
        if (stored[0] == WHOLE) {
            byte[] framed = new byte[stored.length - 1];
            System.arraycopy(stored, 1, framed, 0, framed.length);
            return framed;
        }
        if (stored[0] != TRIMMED) {
            throw new IllegalStateException(
                    "click " + clickId + " is stored in form " + stored[0] + ", which this version does not know");
        }
        byte[] framed = new byte[stored.length + 1 + ID_LENGTH];
        System.arraycopy(stored, 1, framed, 1, FRAME - 1);
        framed[FRAME] = ID_LENGTH_IN_AVRO;
        System.arraycopy(clickId.getBytes(StandardCharsets.ISO_8859_1), 0, framed, FRAME + 1, ID_LENGTH);
        System.arraycopy(stored, FRAME, framed, REST, stored.length - FRAME);
        return framed;
    }

    private static boolean canTrim(byte[] framed) {
        return framed.length >= REST && framed[0] == 0 && framed[FRAME] == ID_LENGTH_IN_AVRO;
    }
}

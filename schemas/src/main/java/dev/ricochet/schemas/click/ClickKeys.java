package dev.ricochet.schemas.click;

import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys that sign click ids. New ids are signed by the active one; ids of every key listed are accepted. To rotate, put a new key
 * in front; remove the old one when the longest click window has passed.
 *
 * @param keys key id (0 to 15) to at least 16 bytes
 * @param active the id of the key that signs
 */
public record ClickKeys(Map<Integer, byte[]> keys, int active) {

    static final int MAX_KEY_ID = 15;
    private static final int MIN_BYTES = 16;

    public ClickKeys {
        Map<Integer, byte[]> copies = new LinkedHashMap<>();
        keys.forEach((id, key) -> {
            if (id < 0 || id > MAX_KEY_ID) {
                throw new IllegalArgumentException("click key id " + id + " is not between 0 and " + MAX_KEY_ID);
            }
            if (key.length < MIN_BYTES) {
                throw new IllegalArgumentException(
                        "click key " + id + " has " + key.length + " bytes; at least " + MIN_BYTES + " are needed");
            }
            copies.put(id, key.clone());
        });
        if (!copies.containsKey(active)) {
            throw new IllegalArgumentException("the active click key " + active + " is not among " + copies.keySet());
        }
        keys = Collections.unmodifiableMap(copies);
    }

    /**
     * Reads {@code id:hex,id:hex,…}, for instance {@code 1:00112233445566778899aabbccddeeff}; the first is the active key.
     *
     * @throws IllegalArgumentException saying what is wrong, without repeating key material
     */
    public static ClickKeys parse(String text) {
        Map<Integer, byte[]> keys = new LinkedHashMap<>();
        int position = 0;
        for (String entry : text.split(",", -1)) {
            position++;
            int colon = entry.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException(
                        "click keys must be written id:hex,id:hex,…; entry " + position + " has no colon");
            }
            int id = keyId(entry.substring(0, colon).trim(), position);
            if (keys.put(id, key(entry.substring(colon + 1).trim(), id)) != null) {
                throw new IllegalArgumentException("click key " + id + " is given twice");
            }
        }
        return new ClickKeys(keys, keys.keySet().iterator().next());
    }

    private static int keyId(String text, int position) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            // Without the cause, here and below: its message shows a piece of what may be a key.
            throw new IllegalArgumentException("entry " + position
                    + " of the click keys does not begin with a key id between 0 and " + MAX_KEY_ID);
        }
    }

    private static byte[] key(String hex, int id) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException notHex) {
            throw new IllegalArgumentException("click key " + id + " is not written as pairs of hexadecimal digits");
        }
    }

    /** Never shows a key. */
    @Override
    public String toString() {
        return "ClickKeys[ids " + keys.keySet() + ", active " + active + "]";
    }
}

package dev.ricochet.kit.key;

import java.util.Locale;

/** What a key may do. */
public enum Role {
    /** Look at everything but secrets. */
    READ,
    /** Change things, and see the tokens that have to be handed over. */
    ADMIN;

    /** Whether who has this role may do what needs the other. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** The role as people write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

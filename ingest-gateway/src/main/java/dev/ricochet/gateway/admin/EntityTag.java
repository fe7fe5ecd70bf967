package dev.ricochet.gateway.admin;

/** The version of an entry as HTTP names it (RFC 9110, section 8.8.3). */
final class EntityTag {
    private EntityTag() {}

    static String of(int version) {
        return '"' + Integer.toString(version) + '"';
    }
}

package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Node.quoted;

import java.time.DateTimeException;
import java.time.ZoneId;

/** Time zones out of a catalog file; UTC where none is given. */
final class Zones {
    private Zones() {}

    static String read(Node node, String key) {
        String zone = node.optionalText(key);
        if (zone == null) {
            return "UTC";
        }
        try {
            ZoneId unused = ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            node.report(key, quoted(zone), "an IANA time zone such as UTC or Europe/Berlin");
        }
        return zone;
    }
}

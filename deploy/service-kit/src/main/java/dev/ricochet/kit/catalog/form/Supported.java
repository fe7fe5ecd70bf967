package dev.ricochet.kit.catalog.form;

import dev.ricochet.schemas.catalog.AuthRequirement;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the services do not do yet, although the catalog's records can say it. It is refused here: a rule that is stored and
 * never applied would be found out by its absence, when the damage is done.
 */
final class Supported {
    static final List<String> DIALECTS = List.of("ricochet");

    private static final Set<AuthRequirement> AUTHENTICATION =
            EnumSet.of(AuthRequirement.TOKEN, AuthRequirement.IP, AuthRequirement.HTTPS);

    private Supported() {}

    static void authentication(Node node, AuthRequirement value) {
        if (!AUTHENTICATION.contains(value)) {
            String done = AUTHENTICATION.stream().map(Supported::written).collect(Collectors.joining(", "));
            node.report("require", '"' + written(value) + "\", which the gateway cannot check yet", "some of " + done);
        }
    }

    private static String written(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}

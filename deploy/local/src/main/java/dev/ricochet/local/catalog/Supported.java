package dev.ricochet.local.catalog;

import dev.ricochet.schemas.catalog.AuthRequirement;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.catalog.FraudVerdict;
import dev.ricochet.schemas.catalog.OverCap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the services do today of what the catalog's records can say. The rest is refused at the door: a rule that is stored
 * and never applied would be found out by its absence from somebody's bill.
 */
final class Supported {
    static final List<String> DIALECTS = List.of("ricochet");

    private static final Set<AuthRequirement> AUTHENTICATION = EnumSet.of(AuthRequirement.TOKEN);
    private static final Set<DedupeKey> DEDUPE_KEYS = EnumSet.of(DedupeKey.ORDER_ID);
    private static final Set<DedupeScope> DEDUPE_SCOPES = EnumSet.of(DedupeScope.OFFER);
    private static final Set<DedupeMode> DEDUPE_MODES = EnumSet.of(DedupeMode.REJECT);
    private static final Set<CapScope> CAP_SCOPES = EnumSet.of(CapScope.OFFER, CapScope.AFFILIATE);
    private static final Set<CapPeriod> CAP_PERIODS = EnumSet.complementOf(EnumSet.of(CapPeriod.UNKNOWN));
    private static final Set<OverCap> OVER_CAP = EnumSet.of(OverCap.REJECT);
    private static final Set<FraudVerdict> FRAUD_VERDICTS = EnumSet.of(FraudVerdict.REJECT);

    private Supported() {}

    static void authentication(Node node, AuthRequirement value) {
        check(node, "require", value, AUTHENTICATION);
    }

    static void dedupe(Node node, DedupeKey key, DedupeScope scope, DedupeMode mode) {
        check(node, "key", key, DEDUPE_KEYS);
        check(node, "scope", scope, DEDUPE_SCOPES);
        check(node, "mode", mode, DEDUPE_MODES);
    }

    static void cap(Node node, CapScope scope, CapPeriod period, OverCap over) {
        check(node, "scope", scope, CAP_SCOPES);
        check(node, "period", period, CAP_PERIODS);
        check(node, "over", over, OVER_CAP);
    }

    static void fraud(Node node, FraudVerdict verdict) {
        check(node, "verdict", verdict, FRAUD_VERDICTS);
    }

    private static <E extends Enum<E>> void check(Node node, String key, E value, Set<E> supported) {
        if (!supported.contains(value)) {
            String done = supported.stream().map(Supported::written).collect(Collectors.joining(", "));
            node.report(key, '"' + written(value) + "\", which the services cannot do yet", "one of " + done);
        }
    }

    private static String written(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}

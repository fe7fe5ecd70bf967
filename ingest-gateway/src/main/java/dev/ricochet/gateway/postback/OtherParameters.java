package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.refusal.Cut;
import dev.ricochet.gateway.refusal.SecretParameters;
import dev.ricochet.gateway.request.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What an advertiser sends beyond our fields: kept for whoever asks later, but not without bounds. */
final class OtherParameters {
    static final int MOST = 32;
    static final int NAME_LENGTH = 64;
    static final int VALUE_LENGTH = 256;

    private OtherParameters() {}

    /**
     * The first of them, cut; of a name that repeats, its first value. Fields are told by their case, secrets are not:
     * a {@code Token=…} is none of our fields and still the advertiser's secret, so it is left out. So is a signature.
     *
     * @param secret names that the advertiser's dialect has for secrets, in lower case
     */
    static Map<String, String> bounded(List<Parameter> others, Set<String> secret) {
        if (others.isEmpty()) {
            return Map.of();
        }
        Map<String, String> kept = new HashMap<>();
        for (Parameter other : others) {
            if (kept.size() == MOST) {
                break;
            }
            String name = other.name().toLowerCase(Locale.ROOT);
            if (SecretParameters.EVERYWHERE.contains(name) || secret.contains(name)) {
                continue;
            }
            kept.putIfAbsent(Cut.to(NAME_LENGTH, other.name()), Cut.to(VALUE_LENGTH, other.value()));
        }
        return kept;
    }
}

package dev.ricochet.gateway.refusal;

import dev.ricochet.gateway.dialect.Dialects;
import java.util.HashSet;
import java.util.Set;

/** Parameters whose values are secret, whoever sends them. */
public final class SecretParameters {
    /** The signature of a request that is signed in its query. */
    public static final String SIGNATURE = "sig";

    /** In lower case: what is a token in any preset, and signatures. */
    public static final Set<String> EVERYWHERE = everywhere();

    private SecretParameters() {}

    private static Set<String> everywhere() {
        Set<String> names = new HashSet<>(Dialects.secretParameters());
        names.add(SIGNATURE);
        return Set.copyOf(names);
    }
}

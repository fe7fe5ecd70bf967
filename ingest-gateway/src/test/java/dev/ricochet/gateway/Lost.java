package dev.ricochet.gateway;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What was acknowledged and has not arrived. AssertJ's {@code containsAll} compares each with each, minutes for what comes here. */
public final class Lost {
    private Lost() {}

    public static Set<String> of(Collection<String> acknowledged, Collection<String> arrived) {
        Set<String> lost = new HashSet<>(acknowledged);
        arrived.forEach(lost::remove);
        return lost;
    }
}

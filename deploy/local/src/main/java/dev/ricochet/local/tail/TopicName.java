package dev.ricochet.local.tail;

import java.util.List;
import java.util.Optional;

/** {@code clicks} is short for {@code ricochet.clicks.v1}. */
final class TopicName {
    private TopicName() {}

    /** The declared topic meant, the name itself where the cluster may know it, or nothing where it fits none. */
    static Optional<String> resolve(String given, List<String> declared) {
        if (declared.contains(given)) {
            return Optional.of(given);
        }
        return declared.stream()
                .filter(name -> name.startsWith("ricochet." + given + ".v"))
                .findFirst();
    }
}

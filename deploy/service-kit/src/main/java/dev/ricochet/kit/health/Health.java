package dev.ricochet.kit.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** The readiness checks of one service, by name. */
public final class Health {
    private final Map<String, Supplier<Readiness>> checks = new ConcurrentSkipListMap<>();

    /**
     * Adds a check. It is asked on a worker thread at each request for {@code /readyz} and should answer from what it
     * knows, without waiting for anything.
     *
     * @throws IllegalStateException if the name is taken
     */
    public void readiness(String name, Supplier<Readiness> check) {
        if (checks.putIfAbsent(name, check) != null) {
            throw new IllegalStateException("There is a readiness check named " + name + " already");
        }
    }

    /** What all checks say, in the order of their names. A check that throws is not ready. */
    public Report report() {
        Map<String, Readiness> answers = new LinkedHashMap<>();
        checks.forEach((name, check) -> answers.put(name, ask(check)));
        return new Report(answers);
    }

    private static Readiness ask(Supplier<Readiness> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            return Readiness.notReady("the check failed: " + e);
        }
    }

    /** The answers of all checks at one moment. */
    public record Report(Map<String, Readiness> checks) {
        /** Whether every check is ready. */
        public boolean ready() {
            return checks.values().stream().allMatch(Readiness.Ready.class::isInstance);
        }
    }
}

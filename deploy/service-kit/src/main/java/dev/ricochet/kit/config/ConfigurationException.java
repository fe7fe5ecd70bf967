package dev.ricochet.kit.config;

import java.util.List;

/** Says all that is wrong with a configuration. No message in it contains a secret. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ConfigurationException(List<String> problems) {
        super("The configuration has " + (problems.size() == 1 ? "a problem" : problems.size() + " problems")
                + ":\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence a problem; each names the key, the value (secrets masked) and what was expected. */
    public List<String> problems() {
        return problems;
    }
}

package dev.ricochet.kit.catalog;

import java.util.List;

/** The broker is there, the topics are not (yet). */
final class MissingTopicsException extends Exception {
    private static final long serialVersionUID = 1L;

    MissingTopicsException(List<String> topics) {
        super("there are no topics " + String.join(", ", topics) + ": run deploy/ricochet topics apply");
    }
}

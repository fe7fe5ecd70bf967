package dev.ricochet.kit.catalog.form;

import java.util.List;
import java.util.stream.Collectors;

/** A catalog file that was refused as a whole, with all that is wrong with it. */
public final class InvalidCatalogException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidCatalogException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}

package dev.ricochet.gateway.request;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request in the order in which they came, names may repeat. At most {@value #MOST} are held;
 * whoever sends more is told so.
 *
 * <p>A list that is scanned: requests carry a dozen parameters, for which hashing costs more than it saves.
 */
public final class Parameters implements Iterable<Parameter> {
    /** More than any tracker sends. */
    public static final int MOST = 128;

    private final List<Parameter> all = new ArrayList<>(16);
    private boolean tooMany;

    /** The parameters of a query, without its question mark; null where the request has none. */
    public static Parameters ofQuery(@Nullable String query) {
        Parameters parameters = new Parameters();
        if (query != null) {
            FormText.read(query, parameters);
        }
        return parameters;
    }

    /** Cells under their names; there must be as many of one as of the other. */
    public static Parameters ofCells(List<String> names, List<String> cells) {
        Parameters parameters = new Parameters();
        for (int i = 0; i < names.size(); i++) {
            parameters.add(names.get(i), cells.get(i), true);
        }
        return parameters;
    }

    void add(String name, String value, boolean readable) {
        if (all.size() == MOST) {
            tooMany = true;
        } else {
            all.add(new Parameter(name, value, readable));
        }
    }

    /** The first value under a name, or null where there is none. */
    public @Nullable String first(String name) {
        for (int i = 0; i < all.size(); i++) {
            Parameter parameter = all.get(i);
            if (parameter.name().equals(name)) {
                return parameter.value();
            }
        }
        return null;
    }

    /** Whether more than {@value #MOST} were sent; the rest is not held. */
    public boolean tooMany() {
        return tooMany;
    }

    public int size() {
        return all.size();
    }

    @Override
    public Iterator<Parameter> iterator() {
        return all.iterator();
    }
}

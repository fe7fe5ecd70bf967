package dev.ricochet.gateway.dialect;

import dev.ricochet.gateway.request.Parameter;
import dev.ricochet.schemas.postback.Field;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an advertiser wrote, under our names, as text. An empty value counts as not given: templates leave many empty. */
public final class Report {
    private final EnumMap<Field, Parameter> given = new EnumMap<>(Field.class);
    private final EnumSet<Field> unreadable = EnumSet.noneOf(Field.class);
    private final EnumSet<Field> conflicting = EnumSet.noneOf(Field.class);
    private final List<Parameter> others = new ArrayList<>(4);
    private final boolean tooMany;

    Report(boolean tooMany) {
        this.tooMany = tooMany;
    }

    void add(Field field, Parameter parameter) {
        String value = parameter.value();
        if (!parameter.readable()) {
            unreadable.add(field);
        }
        if (value.isEmpty()) {
            return;
        }
        Parameter before = given.get(field);
        if (before == null) {
            given.put(field, parameter);
        } else if (!before.value().equals(value)) {
            conflicting.add(field);
        }
    }

    void addOther(Parameter parameter) {
        others.add(parameter);
    }

    /** The first value that was given for a field, or null. */
    public @Nullable String value(Field field) {
        Parameter parameter = given.get(field);
        return parameter == null ? null : parameter.value();
    }

    /** The advertiser's own name of a field that was given, or null. */
    public @Nullable String writtenAs(Field field) {
        Parameter parameter = given.get(field);
        return parameter == null ? null : parameter.name();
    }

    /** Fields of which a value was not encoded as it must be. */
    public Set<Field> unreadable() {
        return unreadable;
    }

    /** Fields given more than once with different values. */
    public Set<Field> conflicting() {
        return conflicting;
    }

    /** What stands for none of our fields. */
    public List<Parameter> others() {
        return others;
    }

    /** Whether more parameters were sent than a request may have, so that this is not all of it. */
    public boolean tooMany() {
        return tooMany;
    }
}

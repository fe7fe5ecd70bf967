package dev.ricochet.attribution.settle.fraud;

import dev.ricochet.schemas.catalog.ValueList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where rules look beyond the conversion itself.
 *
 * @param lists the catalog's, by id, those in force when the postback was received
 * @param book the same, ready to be looked in
 */
public record FraudSources(Function<String, @Nullable ValueList> lists, ListBook book, Windows windows) {}

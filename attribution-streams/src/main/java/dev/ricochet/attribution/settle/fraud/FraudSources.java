package dev.ricochet.attribution.settle.fraud;

import dev.ricochet.kit.catalog.Catalog;

/**
 * Where rules look beyond the conversion itself.
 *
 * @param catalog its lists and conversion rates, as they were when the postback was received
 * @param book the lists, ready to be looked in
 */
public record FraudSources(Catalog catalog, ListBook book, Windows windows) {}

package dev.ricochet.local.reconcile;

/** One thing that does not fit, by the id of the receipt, conversion or delivery. */
public record Fault(FaultKind kind, String id, String detail) {}

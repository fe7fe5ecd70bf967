package dev.ricochet.attribution.settle.cap;

/** How many conversions each counter holds now. */
@FunctionalInterface
public interface CapCounts {

    /** Zero for a counter that never counted. */
    long of(String counterId);
}

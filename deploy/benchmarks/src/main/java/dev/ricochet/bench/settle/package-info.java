/**
 * What exactly-once decisions cost: settle beside a topology of the same hops and guarantees that decides and remembers
 * nothing.
 */
@NullMarked
package dev.ricochet.bench.settle;

import org.jspecify.annotations.NullMarked;

/**
 * Clicks taken into state a second: match beside the topology that everybody writes first, a DSL table over the clicks
 * with its own changelog, under random ids. Same broker, same number of clicks, partitions and threads, in one run.
 */
@NullMarked
package dev.ricochet.bench.match;

import org.jspecify.annotations.NullMarked;

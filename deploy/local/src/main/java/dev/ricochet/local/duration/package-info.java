/** Durations as options of the command line. */
@NullMarked
package dev.ricochet.local.duration;

import org.jspecify.annotations.NullMarked;

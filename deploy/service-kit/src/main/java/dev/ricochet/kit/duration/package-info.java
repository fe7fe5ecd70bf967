/** How durations are written in catalog entries and on the command line: 30d, 12h, 10m, 5s, 250ms. */
@NullMarked
package dev.ricochet.kit.duration;

import org.jspecify.annotations.NullMarked;

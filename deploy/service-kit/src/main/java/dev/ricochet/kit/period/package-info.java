/** The hours, days and months over which caps count, said once for clicks and conversions. */
@NullMarked
package dev.ricochet.kit.period;

import org.jspecify.annotations.NullMarked;

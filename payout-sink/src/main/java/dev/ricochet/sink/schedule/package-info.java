/** When a failed delivery is tried again: pure arithmetic over durations, the same on every instance and after every crash. */
@NullMarked
package dev.ricochet.sink.schedule;

import org.jspecify.annotations.NullMarked;

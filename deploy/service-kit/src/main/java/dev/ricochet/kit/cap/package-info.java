/**
 * How a conversion cap is named where settle tells of it and the gateway looks for it: {@code ricochet.cap-states.v1} holds
 * the newest event of each cap and period under {@link dev.ricochet.kit.cap.CapStateKey}.
 */
@NullMarked
package dev.ricochet.kit.cap;

import org.jspecify.annotations.NullMarked;

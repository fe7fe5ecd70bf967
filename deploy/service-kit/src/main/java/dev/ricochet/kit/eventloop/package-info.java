/** Vert.x as all processes run it: the transport under the event loops, and what is said where it differs from the JDK's. */
@NullMarked
package dev.ricochet.kit.eventloop;

import org.jspecify.annotations.NullMarked;

/**
 * One lane an endpoint: so much at once, so much waiting, a rate that adapts to what the server takes, and a circuit breaker. A lane that takes no more says so at
 * once, or as soon as its server is seen to stand still, and its deliveries are deferred, so that a slow or dead server never holds up the others.
 */
@NullMarked
package dev.ricochet.sink.lane;

import org.jspecify.annotations.NullMarked;

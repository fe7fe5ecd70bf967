/** Every metric of the gateway, named once: what is counted, with which labels, and what an operator reads from it. */
@NullMarked
package dev.ricochet.gateway.metrics;

import org.jspecify.annotations.NullMarked;

/** Requests that nobody would send on purpose, by the hundred thousand, over real sockets to the whole gateway. */
@NullMarked
package dev.ricochet.gateway.fuzz;

import org.jspecify.annotations.NullMarked;

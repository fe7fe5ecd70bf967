/** Turns a host into addresses that were judged: asks the name servers, then the {@code address} package. */
@NullMarked
package dev.ricochet.sink.names;

import org.jspecify.annotations.NullMarked;

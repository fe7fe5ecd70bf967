/** HTTP load on plain sockets: as fast as a server answers, or at a constant rate. */
@NullMarked
package dev.ricochet.bench.http;

import org.jspecify.annotations.NullMarked;

/**
 * Judges where a delivery may go, to keep it out of private networks. A URL is somebody else's text: it may name an inner
 * host, write an inner address in an odd way, or resolve to one. So the name is resolved once, every address is judged,
 * and the connection goes to a judged address, never to the name again.
 */
@NullMarked
package dev.ricochet.sink.address;

import org.jspecify.annotations.NullMarked;

/** {@code deploy/ricochet api-key}: makes keys for the gateway's admin API, of which the gateway itself only knows the hash. */
@NullMarked
package dev.ricochet.local.apikey;

import org.jspecify.annotations.NullMarked;

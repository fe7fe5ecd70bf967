/** How many requests are taken: of one address, and for one advertiser. Each gateway counts for itself. */
@NullMarked
package dev.ricochet.gateway.limit;

import org.jspecify.annotations.NullMarked;

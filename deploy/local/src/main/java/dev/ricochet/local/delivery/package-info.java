/** Commands for endpoints and deliveries; each is a request to the sink's admin API, and prints what it answers. */
@NullMarked
package dev.ricochet.local.delivery;

import org.jspecify.annotations.NullMarked;

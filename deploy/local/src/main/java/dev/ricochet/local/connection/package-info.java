/** Options that several commands share: which stack, on which ports, and how it is reached. */
@NullMarked
package dev.ricochet.local.connection;

import org.jspecify.annotations.NullMarked;

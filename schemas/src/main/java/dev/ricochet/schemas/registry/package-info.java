/**
 * Registers the schemas of all topics, and checks a change before it is made.
 */
@NullMarked
package dev.ricochet.schemas.registry;

import org.jspecify.annotations.NullMarked;

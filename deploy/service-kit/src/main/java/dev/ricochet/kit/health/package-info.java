/**
 * Whether the service should get work. Parts of it name what they need as a readiness check; the management server
 * asks all of them for {@code /readyz}. Being alive is another matter, and depends on nothing outside the process.
 */
@NullMarked
package dev.ricochet.kit.health;

import org.jspecify.annotations.NullMarked;

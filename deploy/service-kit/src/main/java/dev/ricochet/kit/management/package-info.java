/**
 * The service's second HTTP port, for the people and machines that run it: {@code /livez}, {@code /readyz},
 * {@code /metrics}, and what the service adds to the router.
 */
@NullMarked
package dev.ricochet.kit.management;

import org.jspecify.annotations.NullMarked;

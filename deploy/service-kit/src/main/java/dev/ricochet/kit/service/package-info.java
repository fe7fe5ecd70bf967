/**
 * The life of a service process: read the configuration, open what every service has, start, run, and on SIGTERM or
 * failure close everything in reverse order inside the grace period.
 *
 * <p>{@link dev.ricochet.kit.service.Service#run} is the whole of a {@code main};
 * {@link dev.ricochet.kit.service.ServiceRuntime} is what a service gets to work with. The process never lives on with
 * a dead part: whoever loses one calls {@link dev.ricochet.kit.service.ServiceRuntime#fail}.
 */
@NullMarked
package dev.ricochet.kit.service;

import org.jspecify.annotations.NullMarked;

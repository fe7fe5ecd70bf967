/**
 * The command line behind {@code deploy/ricochet}: one class a command, each thin over the packages beside this one.
 *
 * <p>Commands print for people to standard output, problems to standard error, and end with one of {@link
 * dev.ricochet.local.cli.ExitCode}.
 */
@NullMarked
package dev.ricochet.local.cli;

import org.jspecify.annotations.NullMarked;

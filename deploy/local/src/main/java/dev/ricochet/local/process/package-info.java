/**
 * Child processes that cannot be forgotten.
 *
 * <p>A {@link dev.ricochet.local.process.ProcessSpec} says what to run, a {@link
 * dev.ricochet.local.process.RunningProcess} is one run of it, and a {@link dev.ricochet.local.process.ManagedProcess} is
 * the thing that is run again and again: it knows when it is ready, and tells when it ended though nobody stopped it. All
 * output goes to a log file, whose tail is part of every failure's message.
 *
 * <p>No child outlives its parent, however the parent ends: each child's first class is {@link
 * dev.ricochet.local.process.DiesWithParent}, which holds a pipe from the parent and stops the child when the pipe closes.
 */
@NullMarked
package dev.ricochet.local.process;

import org.jspecify.annotations.NullMarked;

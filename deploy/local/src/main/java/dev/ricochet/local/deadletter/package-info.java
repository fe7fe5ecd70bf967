/**
 * {@code dead-letters}: what streams could not read or process, where and why, and how it is driven again.
 *
 * <p>A stream writes such a record as it read it, with its place and the reason in headers
 * ({@link dev.ricochet.local.deadletter.DeadLetter}). Driving it again ({@link dev.ricochet.local.deadletter.Redrive}) writes
 * key and value, byte for byte, to the partition they came from, and in the same transaction a mark to the dead letters
 * ({@link dev.ricochet.local.deadletter.Mark}), so that none is driven twice, whoever else tries at the same time.
 */
@NullMarked
package dev.ricochet.local.deadletter;

import org.jspecify.annotations.NullMarked;

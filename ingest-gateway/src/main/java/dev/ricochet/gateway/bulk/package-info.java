/**
 * Bodies of many rows: {@code POST /api/v1/postbacks:batch}, and what reported clicks share with it.
 *
 * <p>{@link dev.ricochet.gateway.bulk.RowSplitter} cuts the body into rows as it arrives;
 * {@link dev.ricochet.gateway.bulk.RowStream} gives each row to whoever takes it, writes a result line for each in the
 * order of the rows, and stops reading while too many are under way or the caller does not read: memory is bounded by
 * rows under way, never by rows sent. {@link dev.ricochet.gateway.bulk.BatchDoor} takes postbacks that way.
 */
@NullMarked
package dev.ricochet.gateway.bulk;

import org.jspecify.annotations.NullMarked;

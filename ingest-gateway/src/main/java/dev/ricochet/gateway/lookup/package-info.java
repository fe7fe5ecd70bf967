/**
 * Questions that are answered from the topics: what became of a receipt, what was refused, whether a click is there.
 *
 * <p>The gateway keeps no store of these; each question is a read of one partition, from the time that the id itself carries,
 * bounded in records and in time ({@link dev.ricochet.gateway.lookup.TopicReads}). An answer that the bounds cut short says so.
 */
@NullMarked
package dev.ricochet.gateway.lookup;

import org.jspecify.annotations.NullMarked;

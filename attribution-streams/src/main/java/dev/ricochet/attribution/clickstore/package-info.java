/**
 * Holds the clicks of one partition on local disk: found by click id in one look-up, forgotten a day at a time.
 *
 * <p>A {@link dev.ricochet.attribution.clickstore.ClickStore} is a Kafka Streams state store whose changelog is the
 * clicks topic itself. A click goes as bytes into the batch of the day that its id names; a full batch goes into that
 * day's RocksDB (a segment) in one call. Nothing is decoded on this way. Look-ups go to the one segment that can hold
 * the click. When a day has passed out of the retention, its segment's directory is deleted as a whole.
 *
 * <p>A segment that has lost anything (a bad block, a missing file, a shortened manifest) is named, emptied and filled again
 * from the part of the topic in which its day lies, while everything else goes on.
 *
 * <p>The layout on disk, version 2, all integers big-endian:
 * <pre>{@code
 * click-store/manifest     text, replaced as a whole after all segments below were flushed
 *   ricochet-click-store 2                 the layout's version; a newer one is refused, an older one restored anew
 *   offset ricochet.clicks.v1-0 4711       up to this offset every click is on disk
 *   day 20410 100 4711 812345 whole        a segment: first and last offset of its clicks ("-": not known yet), RocksDB's
 *   day 20411 4000 - 0 rebuilding          sequence number, and whether all its clicks are there
 *   end
 * click-store/20410/       one RocksDB: the clicks whose ids lie in that day (days since 1970-01-01 UTC)
 *   key    14 bytes        the first 112 bits of the click id: milliseconds, version, key id, random
 *   value  1 byte form, then
 *     form 1               4 bytes schema id, then the click's Avro bytes behind its first field (click_id)
 *     form 2               the record's value as it came, for values that do not begin as form 1 needs
 *   key    19 bytes        index of visitors: 0xff, 4 bytes visitor tag, the key of a click whose id is of version 2
 *   value  empty
 * }</pre>
 *
 * <p>The 48 bits of signature in a click id are not kept: they follow from the rest, and only ids whose signature was
 * verified are looked up.
 */
@NullMarked
package dev.ricochet.attribution.clickstore;

import org.jspecify.annotations.NullMarked;

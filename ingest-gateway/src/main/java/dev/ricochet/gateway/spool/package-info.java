/**
 * Records are safe on the gateway's own disk while Kafka does not take them.
 *
 * <p>{@link dev.ricochet.gateway.spool.Safekeeping} gives the doors writers. A record goes to Kafka and, when it is not
 * acknowledged in time, to the {@link dev.ricochet.gateway.spool.Spool} (a {@code Handover} keeps track of the one record);
 * while {@link dev.ricochet.gateway.spool.KafkaTrust} is lost it goes to the spool at once. The spool's one writer thread
 * syncs whatever has gathered as one batch. {@code Replay} brings what is there to Kafka, in its order, and is at the same
 * time the probe that tells when Kafka can be trusted again.
 *
 * <p>On disk: {@code SpoolDirectory} (files, damage), {@code SpoolStore} (RocksDB), {@code EntryForm} (the bytes of an
 * entry), {@code Storage} (trouble with the disk, and its end).
 */
@NullMarked
package dev.ricochet.gateway.spool;

import org.jspecify.annotations.NullMarked;

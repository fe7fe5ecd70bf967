package dev.ricochet.gateway.spool;

import org.apache.kafka.clients.producer.ProducerRecord;

/** A record in the spool, in its place in the queue. */
record Entry(long sequence, ProducerRecord<byte[], byte[]> record) {}

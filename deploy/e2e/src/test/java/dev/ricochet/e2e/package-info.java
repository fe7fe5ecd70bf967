/**
 * The whole pipeline as separate processes, driven through HTTP and read from topics; and the rules of the architecture.
 *
 * <p>What is read from topics here goes through the public contract only: Kafka's consumer, Confluent's registry API and
 * Avro's {@code GenericRecord}, as a foreign consumer would do it.
 */
package dev.ricochet.e2e;

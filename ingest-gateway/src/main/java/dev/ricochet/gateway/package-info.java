/**
 * The front door: HTTP in, Kafka out.
 *
 * <p>{@link dev.ricochet.gateway.Gateway} is the table of contents. A request comes in through {@code front}, goes to the
 * door of {@code click} or {@code postback}, is read by {@code request} and {@code dialect}, admitted by {@code auth} and
 * {@code limit}, and written by {@code publish} or, where Kafka does not take it in time, by {@code spool}; what is not taken
 * goes to {@code refusal}. A door answers success only for what is durable.
 *
 * <p>The management port is another house: {@code api} is its frame and {@code key} its lock; behind it {@code admin} changes
 * the catalog, {@code lookup} reads the topics for those who ask, and {@code setup} says what to hand over and tries it out.
 * {@code ManagementApi} names all its routes.
 */
@NullMarked
package dev.ricochet.gateway;

import org.jspecify.annotations.NullMarked;

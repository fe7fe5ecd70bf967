/**
 * The front door: HTTP in, Kafka out.
 *
 * <p>{@link dev.ricochet.gateway.Gateway} is the table of contents. A request comes in through {@code front}, goes to the
 * door of {@code click} or {@code postback}, is read by {@code request} and {@code dialect}, admitted by {@code auth} and
 * {@code limit}, and written by {@code publish} or, where Kafka does not take it in time, by {@code spool}; what is not taken
 * goes to {@code refusal}. A door answers success only for what is durable.
 */
@NullMarked
package dev.ricochet.gateway;

import org.jspecify.annotations.NullMarked;

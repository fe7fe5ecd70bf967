/**
 * {@code demo}: the whole system in two minutes. {@link dev.ricochet.local.demo.Demo} reads as the course of events: start
 * the stack, apply the sample catalog, follow one postback, send traffic, wait until nothing moves, compare and reconcile.
 *
 * <p>What is sent and expected is made in {@code traffic}, sent and observed in {@code road}, compared in {@code report}.
 */
@NullMarked
package dev.ricochet.local.demo;

import org.jspecify.annotations.NullMarked;

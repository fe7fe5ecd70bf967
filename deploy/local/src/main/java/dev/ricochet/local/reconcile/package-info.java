/**
 * The conservation equation, from the topics alone: every accepted postback has exactly one outcome, every outcome that
 * made or changed a conversion has that version, every due delivery ends.
 *
 * <p>{@link dev.ricochet.local.reconcile.Reconciliation} is the pure core: it is handed records in any order and reports
 * what does not fit. It keeps four books (receipts, conversions, decisions, deliveries), each small per entry because only what is
 * compared is kept. {@link dev.ricochet.local.reconcile.TopicReconciler} reads the topics, those that follow first and
 * those that cause last, so that nothing that is read can lack its cause.
 */
@NullMarked
package dev.ricochet.local.reconcile;

import org.jspecify.annotations.NullMarked;

/**
 * {@code POST /api/v1/clicks}: clicks that an affiliate's own server reports, one at a time or many.
 *
 * <p>{@link dev.ricochet.gateway.clickreport.ClickReader} reads an item and notes every fault;
 * {@link dev.ricochet.gateway.clickreport.ClickIntake} admits it by the affiliate's token, lets the click desk decide, and
 * writes it: an item is accepted when its click is durable, for here somebody can send it again.
 */
@NullMarked
package dev.ricochet.gateway.clickreport;

import org.jspecify.annotations.NullMarked;

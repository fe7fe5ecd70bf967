/**
 * {@code explain RECEIPT_ID}: the whole story of one postback, from the click to the affiliate's answer.
 *
 * <p>A receipt id carries its own time, and every later record is keyed by what the one before it names, so the story is
 * collected with a few short reads ({@link dev.ricochet.local.explain.StoryReader}) into a
 * {@link dev.ricochet.local.explain.Story}, which is then told as text or JSON.
 */
@NullMarked
package dev.ricochet.local.explain;

import org.jspecify.annotations.NullMarked;

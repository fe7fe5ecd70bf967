/**
 * Why a decision came out as it did: a stable reason, the value seen, what it was held against, and the rule with its
 * version. Every feature of settle answers with an {@link dev.ricochet.attribution.settle.explain.Explanation} where it
 * does not simply say yes.
 */
@NullMarked
package dev.ricochet.attribution.settle.explain;

import org.jspecify.annotations.NullMarked;

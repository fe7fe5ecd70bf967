/**
 * Finds by what a postback is judged: the offer, the goal that it means, the affiliate who is credited.
 *
 * <p>The catalog in memory knows only the newest version of each, so a postback is judged by the rules that hold when
 * settle sees it; their version stands in every output.
 */
@NullMarked
package dev.ricochet.attribution.settle.rules;

import org.jspecify.annotations.NullMarked;

/**
 * match: finds what each postback is credited to.
 *
 * <p>{@link dev.ricochet.attribution.match.MatchTopology} shows the way of the records. Clicks go into the click store
 * and nowhere else. A postback goes through {@link dev.ricochet.attribution.match.Matcher}, a pure function of the
 * postback, the catalog and the click found; its {@link dev.ricochet.attribution.match.MatchDecision} is one of
 * <ul>
 *   <li>matched: on to settle, with the click;
 *   <li>unmatched: on to settle too, which writes the outcome once, with the reason, what was observed and what it was held
 *       against;
 *   <li>held: the click has not come yet. {@link dev.ricochet.attribution.match.EarlyPostbacks} keeps it until the
 *       click comes or the deadline has passed, and passes it through the same decision again.
 * </ul>
 *
 * <p>Output has no wall clock in it: times are the postback's and the click's.
 */
@NullMarked
package dev.ricochet.attribution.match;

import org.jspecify.annotations.NullMarked;

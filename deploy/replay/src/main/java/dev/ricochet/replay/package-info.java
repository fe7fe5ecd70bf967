/**
 * {@code ricochet replay}: what would become of past postbacks under other rules.
 *
 * <p>{@link dev.ricochet.replay.Rerun} runs settle's own topology in this process, without a broker: the same code decides, and
 * there is nothing that it could write to. {@link dev.ricochet.replay.Replay} hands it the records that match made, once under
 * the rules as they were and once under those that are tried, and holds both against what was decided
 * ({@link dev.ricochet.replay.History}). What the first run does not decide as it was decided depended on more than the records
 * tell (an older conversion, a person, a timer); of that nothing is claimed. The rest is compared receipt by receipt
 * ({@link dev.ricochet.replay.Comparison}).
 */
@NullMarked
package dev.ricochet.replay;

import org.jspecify.annotations.NullMarked;

/**
 * Benchmarks, each beside a baseline in the same run.
 *
 * <p>{@link dev.ricochet.bench.BenchMain} runs one by name. A benchmark is a {@link dev.ricochet.bench.Bench}: it brings
 * up what it needs, measures its baseline and ours in turn, and gives back a {@link dev.ricochet.bench.report.BenchReport}.
 * On a shared machine only the ratios mean something; the figures stand beside them so that a reader can judge.
 */
@NullMarked
package dev.ricochet.bench;

import org.jspecify.annotations.NullMarked;

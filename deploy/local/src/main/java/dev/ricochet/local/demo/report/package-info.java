/**
 * What was expected beside what happened: {@link dev.ricochet.local.demo.report.Comparison} holds the notebook of the
 * generator against what was observed, row by row and receipt by receipt, and {@link dev.ricochet.local.demo.report.DemoReport}
 * is the result of a run, as a table or as JSON. Pure.
 */
@NullMarked
package dev.ricochet.local.demo.report;

import org.jspecify.annotations.NullMarked;

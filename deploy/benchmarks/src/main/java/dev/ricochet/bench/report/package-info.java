/** What a benchmark found: for machines as one JSON object, for people as a table. */
@NullMarked
package dev.ricochet.bench.report;

import org.jspecify.annotations.NullMarked;

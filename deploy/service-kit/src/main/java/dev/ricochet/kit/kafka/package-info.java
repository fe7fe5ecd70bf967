/**
 * How services reach the broker and the registry, and what all their producers have in common.
 */
@NullMarked
package dev.ricochet.kit.kafka;

import org.jspecify.annotations.NullMarked;

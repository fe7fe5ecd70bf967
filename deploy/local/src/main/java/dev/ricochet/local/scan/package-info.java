/**
 * Reading topics from a point in time up to their present end, as the commands that look back need it: committed
 * records only, no consumer group, nothing left behind in the cluster.
 */
@NullMarked
package dev.ricochet.local.scan;

import org.jspecify.annotations.NullMarked;

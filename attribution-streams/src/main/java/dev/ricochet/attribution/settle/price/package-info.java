/** What the affiliate gets and the advertiser pays for one conversion, each by its own rule of the goal. */
@NullMarked
package dev.ricochet.attribution.settle.price;

import org.jspecify.annotations.NullMarked;

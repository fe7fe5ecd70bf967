/** The picture of one transparent pixel, for pages that can only report by loading an image. */
@NullMarked
package dev.ricochet.gateway.pixel;

import org.jspecify.annotations.NullMarked;

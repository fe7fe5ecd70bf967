/**
 * What a postback can say, by our names. The names are part of the contract: advertisers write them in URLs, catalog
 * entries map other names to them, and problem documents name them.
 */
@NullMarked
package dev.ricochet.schemas.postback;

import org.jspecify.annotations.NullMarked;

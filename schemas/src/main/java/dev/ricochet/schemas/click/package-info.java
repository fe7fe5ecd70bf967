/**
 * The click id: what the gateway mints, what match checks and takes the time from, and what nobody else can make.
 */
@NullMarked
package dev.ricochet.schemas.click;

import org.jspecify.annotations.NullMarked;

/**
 * What a network needs to set an advertiser or affiliate up and to find out why something does not work: the URL to hand over,
 * the affiliate's link, and a postback tried out without a trace.
 */
@NullMarked
package dev.ricochet.gateway.setup;

import org.jspecify.annotations.NullMarked;

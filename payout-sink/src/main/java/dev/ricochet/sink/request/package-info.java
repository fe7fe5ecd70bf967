/**
 * Builds the request that tells an endpoint of a conversion, without sending it. The URL template is split into scheme,
 * authority, path and query first; macros are filled in afterwards, each percent-encoded for the place where it stands,
 * so that no value can change what the URL means.
 */
@NullMarked
package dev.ricochet.sink.request;

import org.jspecify.annotations.NullMarked;

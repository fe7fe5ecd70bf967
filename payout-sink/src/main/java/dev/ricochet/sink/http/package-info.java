/**
 * Sends one request and reports what came of it, as a value: answered or unanswered, never an exception. The host is
 * resolved once and the connection pinned to the address that was judged; TLS is verified against the name all the same.
 * Redirects are not followed, and nothing that a server does (nothing, slowly, for ever, garbage) outlasts the limits.
 */
@NullMarked
package dev.ricochet.sink.http;

import org.jspecify.annotations.NullMarked;

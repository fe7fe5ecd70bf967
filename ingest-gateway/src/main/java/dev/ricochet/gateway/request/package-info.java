/**
 * What a caller sent, read once: names and values of the query, of a form or of a JSON object, all as text; and who the
 * caller is.
 *
 * <p>Reading is strict about encodings and never throws: what cannot be read stays as it was written and is marked, so
 * that a postback can be refused with a reason while a visitor's click goes on.
 * {@link dev.ricochet.gateway.request.Clients} finds the caller's address, also behind the network's own proxies; only it and
 * {@link dev.ricochet.gateway.request.HeaderToken} know an HTTP server.
 */
@NullMarked
package dev.ricochet.gateway.request;

import org.jspecify.annotations.NullMarked;

/**
 * HTTPS by the gateway itself: a certificate and its key from two PEM files, taken up again when the files change.
 *
 * <p>{@link dev.ricochet.gateway.tls.CertificateFiles} reads and checks a pair;
 * {@link dev.ricochet.gateway.tls.CertificateWatch} looks for a new pair now and then, on a worker thread, and hands it to
 * every server. A pair that is broken or does not belong together is reported, and the old one stays.
 */
@NullMarked
package dev.ricochet.gateway.tls;

import org.jspecify.annotations.NullMarked;

/** Signs what is sent as Standard Webhooks 1.0.0 says, so that a receiver can check it with any of the public libraries. */
@NullMarked
package dev.ricochet.sink.signature;

import org.jspecify.annotations.NullMarked;

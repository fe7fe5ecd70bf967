/** JMH measurements of what every click and postback pays: the click id and the serde, each beside the plain way. */
@NullMarked
package dev.ricochet.bench.codec;

import org.jspecify.annotations.NullMarked;

/**
 * Every topic of the pipeline, declared once in {@link dev.ricochet.schemas.topic.Topics}, and what makes a cluster agree with the
 * declarations.
 */
@NullMarked
package dev.ricochet.schemas.topic;

import org.jspecify.annotations.NullMarked;

package dev.ricochet.schemas.topic;

import java.util.List;

/** What was found of one topic. */
public sealed interface TopicResult {

    String topic();

    /** It was missing. */
    record Created(String topic) implements TopicResult {}

    /** It is as declared. */
    record Same(String topic) implements TopicResult {}

    /** It is there and not as declared. */
    record Differs(String topic, List<Difference> differences) implements TopicResult {

        public Differs {
            differences = List.copyOf(differences);
        }
    }
}

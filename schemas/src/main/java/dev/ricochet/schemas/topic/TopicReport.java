package dev.ricochet.schemas.topic;

import java.util.List;

/** What was found of every topic, in the order of their declaration. */
public record TopicReport(List<TopicResult> topics) {

    public TopicReport {
        topics = List.copyOf(topics);
    }

    /** Whether every topic is now as declared, or differs only in what was safely changed. */
    public boolean isGood() {
        return topics.stream()
                .noneMatch(result -> result instanceof TopicResult.Differs differs
                        && differs.differences().stream().anyMatch(difference -> !difference.safe()));
    }
}

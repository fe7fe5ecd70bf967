package dev.ricochet.gateway.publish;

/** What became of a record. Only {@link Durable} is success. */
public sealed interface PublishResult {

    /** Acknowledged by all in-sync replicas. */
    record Durable() implements PublishResult {}

    /** Never handed to Kafka: too much is in flight already, or the producer knows no broker. It was not written. */
    record NotTaken(String why) implements PublishResult {}

    /** Kafka gave no acknowledgement within the producer's own patience, or refused. It may have been written. */
    record Failed(String why) implements PublishResult {}

    /** Not known within the request's deadline. It may still be written. */
    record Late() implements PublishResult {}

    PublishResult DURABLE = new Durable();
    PublishResult LATE = new Late();
}

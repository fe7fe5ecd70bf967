package dev.ricochet.gateway.publish;

/** What became of a record. {@link Durable} and {@link Spooled} are success, nothing else is. */
public sealed interface PublishResult {

    /** Acknowledged by all in-sync replicas. */
    record Durable() implements PublishResult {}

    /** Synced to the gateway's own disk, from where it goes to Kafka by itself. */
    record Spooled() implements PublishResult {}

    /** Never handed to Kafka: too much is in flight already, or the producer knows no broker. It was not written. */
    record NotTaken(String why) implements PublishResult {}

    /** Kafka gave no acknowledgement within the producer's own patience, or refused. It may have been written. */
    record Failed(String why) implements PublishResult {}

    /** Not known within the request's deadline. It may still be written. */
    record Late() implements PublishResult {}

    PublishResult DURABLE = new Durable();
    PublishResult SPOOLED = new Spooled();
    PublishResult LATE = new Late();
}

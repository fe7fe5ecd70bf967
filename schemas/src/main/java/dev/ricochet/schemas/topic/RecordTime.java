package dev.ricochet.schemas.topic;

/** Whose clock a topic's record timestamps, and so its retention, follow; {@code message.timestamp.type} in the broker's words. */
public enum RecordTime {
    /** What the producer says: when the thing happened. */
    OF_EVENT("CreateTime"),
    /**
     * When the record was appended: where a record may be written long after the thing happened, and must then still be
     * there for its reader.
     */
    OF_APPEND("LogAppendTime");

    private final String type;

    RecordTime(String type) {
        this.type = type;
    }

    /** The value of {@code message.timestamp.type}. */
    public String type() {
        return type;
    }
}

package dev.ricochet.local.deadletter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What the topic of dead letters holds, in any order of reading. */
public final class DeadLetterBox {

    private final Map<DeadLetterId, DeadLetter> letters = new HashMap<>();
    private final Map<DeadLetterId, Instant> redriven = new HashMap<>();

    void add(ConsumerRecord<byte[], byte[]> record) {
        Mark.in(record)
                .ifPresentOrElse(
                        marked -> redriven.put(marked, Instant.ofEpochMilli(record.timestamp())),
                        () -> DeadLetter.of(record).ifPresent(letter -> letters.put(letter.id(), letter)));
    }

    /** All of them, in the order in which they were given up. */
    public List<DeadLetter> all() {
        List<DeadLetter> all = new ArrayList<>(letters.values());
        all.sort((one, other) -> {
            int byTime = one.at().compareTo(other.at());
            return byTime != 0
                    ? byTime
                    : Long.compare(one.record().offset(), other.record().offset());
        });
        return all;
    }

    /** Those that nobody drove again. */
    public List<DeadLetter> waiting() {
        return all().stream()
                .filter(letter -> !redriven.containsKey(letter.id()))
                .toList();
    }

    public Optional<DeadLetter> letter(DeadLetterId id) {
        return Optional.ofNullable(letters.get(id));
    }

    /** When it was driven again; null where it was not. */
    public @Nullable Instant redrivenAt(DeadLetterId id) {
        return redriven.get(id);
    }
}

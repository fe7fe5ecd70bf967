package dev.ricochet.replay;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.serde.RecordSerdes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Both runs over the same records, in the order in which match wrote them. All records before {@code to} are taken, since those
 * before {@code from} make the state that the others meet; only those received in between are compared.
 */
record Replay(RecordSerdes serdes, Instant from, Instant to) {

    /**
     * @param records of match, in any order of their partitions
     * @param asItWas the catalog with its history
     * @param tried the rules that are tried
     * @param scratch an empty directory
     */
    Comparison run(
            List<ConsumerRecord<String, MatchedPostback>> records,
            History history,
            Catalog asItWas,
            Catalog tried,
            Path scratch) {
        List<ConsumerRecord<String, MatchedPostback>> inOrder = records.stream()
                .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
                .toList();
        Comparison comparison = new Comparison();
        if (inOrder.isEmpty()) {
            return comparison;
        }
        Instant start = Instant.ofEpochMilli(inOrder.get(0).timestamp());
        try (Rerun again = new Rerun(serdes, asItWas, scratch.resolve("as-it-was"), start);
                Rerun other = new Rerun(serdes, tried, scratch.resolve("tried"), start)) {
            for (ConsumerRecord<String, MatchedPostback> record : inOrder) {
                Instant at = Instant.ofEpochMilli(record.timestamp());
                MatchedPostback matched = record.value();
                Verdict first = again.take(record.key(), matched, at).orElse(null);
                Verdict second = other.take(record.key(), matched, at).orElse(null);
                Instant receivedAt = matched.getPostback().getReceivedAt();
                boolean secondCopy = first == null && second == null;
                if (!secondCopy && !receivedAt.isBefore(from) && receivedAt.isBefore(to)) {
                    String receipt = matched.getPostback().getReceiptId();
                    comparison.add(receipt, receivedAt, history.of(receipt), first, second);
                }
            }
        }
        return comparison;
    }
}

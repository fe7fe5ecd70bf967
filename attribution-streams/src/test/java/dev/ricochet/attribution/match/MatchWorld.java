package dev.ricochet.attribution.match;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.click.ClickPartitioner;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;

/** match on several partitions, each read at its own pace, by tasks that stop, go on, and move to empty disks. */
final class MatchWorld implements AutoCloseable {

    static final int PARTITIONS = 2;

    sealed interface Step {

        int partition();

        record NextClick(int partition) implements Step {}

        /** The last click of the partition is written a second time. */
        record ClickAgain(int partition) implements Step {}

        record NextPostback(int partition) implements Step {}

        record TimePasses(int partition) implements Step {}

        /** The task begins anew, clicks are restored, and reads again from the first postback that was not let out. */
        record Restart(int partition) implements Step {}

        /** The same elsewhere, and all postbacks are read again. */
        record MoveElsewhere(int partition) implements Step {}
    }

    private final Path root;
    private final Catalog catalog;
    private final List<Partition> partitions = new ArrayList<>();
    private final List<MatchedPostback> output = new ArrayList<>();

    MatchWorld(Catalog catalog, List<Click> clicks, List<Postback> postbacks) throws IOException {
        this.root = Files.createTempDirectory("match-world");
        this.catalog = catalog;
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new Partition(i));
        }
        clicks.forEach(
                click -> of(Topics.CLICKS.name(), click.getClickId()).clicks.add(click));
        postbacks.forEach(postback ->
                of(Topics.POSTBACKS.name(), keyOf(postback)).postbacks.add(postback));
    }

    void take(Step step) {
        partitions.get(step.partition()).take(step);
    }

    /** Reads all topics to their ends, and lets every hold end. */
    void finish() {
        partitions.forEach(Partition::finish);
    }

    /** Everything that was sent about one receipt. */
    List<MatchedPostback> copiesOf(String receipt) {
        return output.stream()
                .filter(matched -> matched.getPostback().getReceiptId().equals(receipt))
                .toList();
    }

    /** The receipts of one click in the order in which settle hears of them first. */
    List<String> orderOf(String clickId) {
        Set<String> receipts = new LinkedHashSet<>();
        output.stream()
                .filter(matched -> clickId.equals(matched.getPostback().getClickId()))
                .forEach(matched -> receipts.add(matched.getPostback().getReceiptId()));
        return List.copyOf(receipts);
    }

    @Override
    public void close() throws IOException {
        partitions.forEach(partition -> partition.task.close());
        Utils.delete(root.toFile());
    }

    private Partition of(String topic, String key) {
        return partitions.get(ClickPartitioner.partitionOf(topic, key.getBytes(StandardCharsets.UTF_8), PARTITIONS));
    }

    private static String keyOf(Postback postback) {
        String clickId = postback.getClickId();
        return clickId == null ? postback.getReceiptId() : clickId;
    }

    private final class Partition {

        private final List<Click> clicks = new ArrayList<>();
        private final List<Postback> postbacks = new ArrayList<>();
        private final int number;
        private MatchDriver task;
        private int clicksRead;
        private int postbacksRead;
        private int lives;

        Partition(int number) {
            this.number = number;
            this.task = new MatchDriver(root.resolve(number + "-0"), catalog);
        }

        void take(Step step) {
            if (step instanceof Step.NextClick && clicksRead < clicks.size()) {
                task.click(clicks.get(clicksRead++));
            } else if (step instanceof Step.ClickAgain && clicksRead > 0) {
                task.click(clicks.get(clicksRead - 1));
            } else if (step instanceof Step.NextPostback && postbacksRead < postbacks.size()) {
                task.postback(postbacks.get(postbacksRead++));
            } else if (step instanceof Step.TimePasses) {
                task.timePasses(MatchTopology.LET_OUT_EVERY);
            } else if (step instanceof Step.Restart) {
                begin(anew());
            } else if (step instanceof Step.MoveElsewhere) {
                begin(0);
            }
        }

        void finish() {
            clicks.subList(clicksRead, clicks.size()).forEach(task::click);
            postbacks.subList(postbacksRead, postbacks.size()).forEach(task::postback);
            task.timePasses(MatchTopology.LET_OUT_EVERY);
            task.clicksEnd.reaches(0, NOON.plus(Duration.ofHours(1)));
            task.timePasses(Duration.ofHours(1));
            output.addAll(task.allMatched());
        }

        /** The first postback of which nothing was told: what waits for its click is read again, not restored. */
        private int anew() {
            output.addAll(task.allMatched());
            return (int) postbacks.subList(0, postbacksRead).stream()
                    .takeWhile(postback -> !copiesOf(postback.getReceiptId()).isEmpty())
                    .count();
        }

        /** A driver keeps no disk and restores nothing from topics, so both are done here. */
        private void begin(int fromPostback) {
            output.addAll(task.allMatched());
            task.close();
            task = new MatchDriver(root.resolve(number + "-" + ++lives), catalog);
            clicks.subList(0, clicksRead).forEach(task::click);
            for (int i = 0; i < fromPostback; i++) {
                // It counts offsets from 0 too, and offsets are what orders early postbacks.
                task.postback(aPostback().receipt("read-before").build());
            }
            postbacksRead = fromPostback;
        }
    }
}

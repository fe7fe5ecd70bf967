package dev.ricochet.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That README.md tells of the topics what the code says. */
class TopicTableTest {

    @Test
    void shouldStandInTheReadmeAsDeclared() throws IOException {
        assertThat(Path.of("README.md")).content().contains("<!-- topics -->\n" + table() + "<!-- /topics -->");
    }

    private static String table() {
        return "| topic | key | value | partitions | on one machine | cleanup | retention |\n|---|---|---|---|---|---|---|\n"
                + Topics.all().stream().map(TopicTableTest::row).collect(Collectors.joining());
    }

    private static String after(Duration history) {
        return history == null ? "" : " after " + history.toDays() + " d";
    }

    private static String row(Declaration topic) {
        Duration retention = topic.retention();
        return "| %s | %s | %s | %d | %d | %s | %s |\n"
                .formatted(
                        topic.name(),
                        topic.key().replace("|", "\\|"),
                        topic instanceof Topic<?> records ? records.type().getSimpleName() : "as read",
                        topic.partitions(),
                        topic.localPartitions(),
                        topic.cleanup().policy() + after(topic.history()),
                        retention == null ? "for ever" : retention.toDays() + " d");
    }
}

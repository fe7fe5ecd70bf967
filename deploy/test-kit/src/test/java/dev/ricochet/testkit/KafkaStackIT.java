package dev.ricochet.testkit;

import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.topic.Declaration;
import dev.ricochet.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@KafkaTest
class KafkaStackIT {

    private static final Instant NOW = Instant.ofEpochMilli(System.currentTimeMillis());

    @Test
    void shouldCarryRecordsThereAndBack(KafkaStack kafka) {
        Click click = aClick().at(NOW).by("aff-7").subs("a", "", "c").build();

        kafka.send(Topics.CLICKS, click.getClickId(), click, click.getClickedAt());

        ConsumerRecord<String, Click> read =
                kafka.awaitRecords(Topics.CLICKS, 1).get(0);
        assertThat(read.value()).isEqualTo(click);
        assertThat(read.key()).isEqualTo(click.getClickId());
        assertThat(read.timestamp()).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void shouldWaitForTheRecordThatIsMeant(KafkaStack kafka) {
        kafka.send(Topics.POSTBACKS, "r-1", aPostback().receipt("r-1").at(NOW).build());
        kafka.send(
                Topics.POSTBACKS,
                "r-2",
                aPostback().receipt("r-2").at(NOW).sale("12.5").build());

        Postback found = kafka.awaitRecord(
                Topics.POSTBACKS, postback -> postback.getReceiptId().equals("r-2"));

        assertThat(found.getSaleAmount()).isEqualByComparingTo("12.5");
    }

    @Test
    void shouldReadToTheEndOfAnEmptyTopic(KafkaStack kafka) {
        assertThat(kafka.consumeAll(Topics.DELIVERIES_DUE)).isEmpty();
    }

    @Test
    void shouldStartOverWithTheDeclaredTopicsAndNothingInThem(KafkaStack kafka) throws Exception {
        Offer offer = anOffer("hats").build();
        kafka.send(Topics.OFFERS, "hats", offer);
        kafka.admin()
                .createTopics(List.of(new NewTopic("some-app-store-changelog", 1, (short) 1)))
                .all()
                .get();

        kafka.startOver();

        assertThat(kafka.consumeAll(Topics.OFFERS)).isEmpty();
        Set<String> topics = kafka.admin().listTopics().names().get();
        assertThat(topics)
                .containsExactlyInAnyOrderElementsOf(
                        Topics.all().stream().map(Declaration::name).toList());
        kafka.send(Topics.OFFERS, "hats", offer);
        assertThat(kafka.awaitRecords(Topics.OFFERS, 1)).hasSize(1);
    }
}

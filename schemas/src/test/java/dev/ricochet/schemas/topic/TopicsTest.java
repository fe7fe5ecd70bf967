package dev.ricochet.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ricochet.schemas.event.Click;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void shouldNameEachTopicOnce() {
        assertThat(Topics.all())
                .extracting(Declaration::name)
                .doesNotHaveDuplicates()
                .hasSize(25);
    }

    @Test
    void shouldPartitionAlikeWhatIsReadTogetherByKey() {
        assertThat(Topics.POSTBACKS.partitions()).isEqualTo(Topics.CLICKS.partitions());
        assertThat(Topics.POSTBACKS.localPartitions()).isEqualTo(Topics.CLICKS.localPartitions());
        assertThat(Topics.DELIVERY_ATTEMPTS.partitions()).isEqualTo(Topics.CONVERSIONS.partitions());
        assertThat(Topics.DELIVERY_ATTEMPTS.localPartitions()).isEqualTo(Topics.CONVERSIONS.localPartitions());
    }

    @Test
    void shouldKeepClicksADayLongerThanTheyCanBeCredited() {
        assertThat(Topics.CLICKS.retention()).isEqualTo(Topics.LONGEST_CLICK_WINDOW.plusDays(1));
    }

    @Test
    void shouldNameSubjectsByTopic() {
        assertThat(Topics.CONVERSIONS.subject()).isEqualTo("ricochet.conversions.v1-value");
    }

    @Test
    void shouldFindATopicByItsName() {
        assertThat(Topics.named("ricochet.dead-letters.v1")).contains(Topics.DEAD_LETTERS);
        assertThat(Topics.named("ricochet.dead-letters.v2")).isEmpty();
    }

    @Test
    void shouldRefuseADeclarationThatContradictsItself() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> topic("clicks", 4, Cleanup.DELETE, Duration.ofDays(1)))
                .withMessageContaining("clicks");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> topic("ricochet.clicks.v1", 0, Cleanup.DELETE, Duration.ofDays(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> topic("ricochet.clicks.v1", 4, Cleanup.COMPACT, Duration.ofDays(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> topic("ricochet.clicks.v1", 4, Cleanup.DELETE, null));
    }

    private static Topic<Click> topic(String name, int partitions, Cleanup cleanup, Duration retention) {
        return new Topic<>(name, Click.class, "click_id", partitions, 1, cleanup, retention);
    }
}

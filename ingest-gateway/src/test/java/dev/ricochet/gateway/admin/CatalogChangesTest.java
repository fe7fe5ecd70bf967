package dev.ricochet.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogChangesTest {

    @AfterEach
    void clearTheInterruptThatKafkasExceptionSets() {
        var unused = Thread.interrupted();
    }

    static Stream<KafkaException> leavingItOpen() {
        return Stream.of(
                new TimeoutException("no answer"),
                new InterruptException("shutdown"),
                new UnknownServerException("?"),
                new KafkaException("broken"));
    }

    @ParameterizedTest
    @MethodSource("leavingItOpen")
    void shouldNotSayThatNothingWasChangedWhereACommitMayStand(KafkaException failed) {
        assertThat(CatalogChanges.failedCommit(failed).json().toString()).contains("outcome_unknown");
    }

    @Test
    void shouldBeginAnewWhereOthersWereFaster() {
        KafkaException wrapped = new KafkaException(new InvalidProducerEpochException("newer"));

        assertThatThrownBy(() -> CatalogChanges.failedCommit(new ProducerFencedException("newer")))
                .isInstanceOf(ProducerFencedException.class);
        assertThatThrownBy(() -> CatalogChanges.failedCommit(wrapped)).isSameAs(wrapped);
    }
}

package dev.ricochet.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void shouldReadWhatItWrites() {
        Traceparent created = Traceparent.create();

        assertThat(Traceparent.parse(created.header())).isEqualTo(created);
    }

    @Test
    void shouldContinueTheCallersTraceWithASpanOfItsOwn() {
        Traceparent next = Traceparent.continuing("00-" + TRACE + "-" + SPAN + "-01");

        assertThat(next.traceId()).isEqualTo(TRACE);
        assertThat(next.sampled()).isTrue();
        assertThat(next.spanId()).isNotEqualTo(SPAN).matches("[0-9a-f]{16}");
    }

    @Test
    void shouldReadALaterVersionAsFarAsItIsKnown() {
        assertThat(Traceparent.parse("01-" + TRACE + "-" + SPAN + "-00-what-comes-later"))
                .isEqualTo(new Traceparent(TRACE, SPAN, false));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-0",
                "00_" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "_" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "_01",
                "0g-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-0:",
                "00-" + TRACE + "-00f067aa0ba902b/-01",
                "01-" + TRACE + "-" + SPAN + "-01more",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01"
            })
    void shouldBeginANewTraceWhereTheHeaderIsNotValid(String header) {
        assertThat(Traceparent.parse(header)).isNull();
        assertThat(Traceparent.continuing(header).traceId()).isNotEqualTo(TRACE).matches("[0-9a-f]{32}");
    }

    @Test
    void shouldTravelInARecordsHeadersOnce() {
        Headers headers = new RecordHeaders();
        Traceparent.create().writeTo(headers);
        Traceparent last = Traceparent.create();

        last.writeTo(headers);

        assertThat(headers.headers(Traceparent.HEADER)).hasSize(1);
        assertThat(Traceparent.of(headers)).isEqualTo(last);
        assertThat(Traceparent.of(new RecordHeaders())).isNull();
    }
}

package dev.ricochet.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.kit.catalog.form.DialectPresets;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.postback.Field;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversion URLs as advertisers hold them today, each against the dialect of its tracker. */
class TrackerUrlsTest {

    @ParameterizedTest
    @MethodSource("dev.ricochet.gateway.dialect.TrackerUrl#all")
    void shouldReadTheUrlsOfEachTracker(TrackerUrl tracker) {
        Report report = read(tracker.dialect(), tracker.url());

        Map<String, String> fields = new TreeMap<>();
        for (Field field : Field.values()) {
            if (report.value(field) != null) {
                fields.put(field.label(), report.value(field).replace(' ', '~'));
            }
        }
        List<String> shown = new ArrayList<>();
        fields.forEach((label, value) -> shown.add(label + "=" + value));
        String others = report.others().stream().map(other -> other.name()).collect(Collectors.joining(" "));
        assertThat(String.join(" ", shown) + (others.isEmpty() ? "" : " + " + others))
                .isEqualTo(tracker.expected());
        assertThat(report.conflicting()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ricochet,Approved,APPROVED",
        "ricochet,reversed,REVERSED",
        "tune,rejected,REJECTED",
        "affise,1,APPROVED",
        "affise,2,PENDING",
        "affise,3,REJECTED",
        "affise,5,PENDING",
        "keitaro,lead,PENDING",
        "keitaro,sale,APPROVED",
        "keitaro,rebill,APPROVED",
        "keitaro,rejected,REJECTED",
        "redtrack,Declined,REJECTED",
        "keitaro,approved,",
        "affise,4,",
    })
    void shouldKnowTheStatusWordsOfEachTracker(String dialect, String word, ReportedStatus status) {
        assertThat(preset(dialect).status(word)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"tune,2025-11-20 12:00:00", "appsflyer,2025-11-20 12:00:00", "appsflyer,2025-11-20 12:00:00.000"})
    void shouldReadTheTimesOfEachTracker(String dialect, String time) {
        assertThat(preset(dialect).times().read(time)).isEqualTo("2025-11-20T12:00:00Z");
    }

    @Test
    void shouldTestEveryDialectThatSaysAnything() {
        assertThat(TrackerUrl.all())
                .extracting(TrackerUrl::dialect)
                .containsAll(DialectPresets.names().stream()
                        .filter(name -> !name.equals("custom"))
                        .toList());
        assertThat(preset("custom").fields()).isEmpty();
    }

    private static Report read(String dialect, String url) {
        return preset(dialect).read(Parameters.ofQuery(URI.create(url).getRawQuery()));
    }

    private static Dialect preset(String name) {
        Dialect dialect = Dialects.named(name);
        assertThat(dialect).as(name).isNotNull();
        return dialect;
    }
}

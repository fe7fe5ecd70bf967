package dev.ricochet.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FormTextTest {

    @Test
    void shouldReadNamesAndValuesInTheirOrder() {
        assertThat(read("b=2&a=1&&b=3&flag&empty="))
                .extracting(Parameter::name, Parameter::value)
                .containsExactly(
                        tuple("b", "2"), tuple("a", "1"), tuple("b", "3"), tuple("flag", ""), tuple("empty", ""));
    }

    @Test
    void shouldDecodeEscapesPlusAndUtf8() {
        assertThat(Parameters.ofQuery("q=caf%C3%A9+%26%20more").first("q")).isEqualTo("café & more");
    }

    @Test
    void shouldTakeRawBytesOfAQueryAsUtf8() {
        String asAServerHandsItOver =
                new String("q=café".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(Parameters.ofQuery(asAServerHandsItOver).first("q")).isEqualTo("café");
    }

    @Test
    void shouldMarkWhatIsBadlyEncodedAndKeepItAsItWasSent() {
        for (String broken : List.of("%", "%4", "%zz", "%4g", "%ff", "%c3%28", "%ed%a0%80")) {
            assertThat(read("v=" + broken)).as(broken).containsExactly(new Parameter("v", broken, false));
        }
    }

    @Test
    void shouldHoldABoundedNumberAndSaySo() {
        Parameters parameters = Parameters.ofQuery("a=1&".repeat(Parameters.MOST + 1));
        assertThat(parameters.size()).isEqualTo(Parameters.MOST);
        assertThat(parameters.tooMany()).isTrue();
    }

    @Property
    void shouldReadBackWhateverAFormEncodes(@ForAll @Size(min = 1, max = 5) List<@NotBlank String> values) {
        StringBuilder form = new StringBuilder();
        values.forEach(value -> form.append("v=")
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('&'));
        assertThat(read(form.toString()))
                .extracting(Parameter::value)
                .containsExactlyElementsOf(
                        values.stream().map(FormTextTest::asUtf8CarriesIt).toList());
    }

    @Property
    void shouldNeverThrowWhateverIsSent(@ForAll String anything) {
        assertThat(read(anything)).hasSizeLessThanOrEqualTo(Parameters.MOST);
    }

    private static List<Parameter> read(String text) {
        return StreamSupport.stream(Parameters.ofQuery(text).spliterator(), false)
                .toList();
    }

    /** Half surrogate pairs have no form in UTF-8; the encoder puts question marks. */
    private static String asUtf8CarriesIt(String value) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}

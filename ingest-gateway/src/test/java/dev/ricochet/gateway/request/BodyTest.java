package dev.ricochet.gateway.request;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BodyTest {
    private final Parameters parameters = new Parameters();

    @Test
    void shouldReadAForm() {
        assertThat(read("application/x-www-form-urlencoded; charset=UTF-8", "order_id=o-1&goal=na%C3%AFve"))
                .isInstanceOf(Body.Read.class);
        assertThat(parameters.first("order_id")).isEqualTo("o-1");
        assertThat(parameters.first("goal")).isEqualTo("naïve");
    }

    @Test
    void shouldTakeJsonNumbersAsTheTextThatWasSent() {
        assertThat(read("application/json", "{\"sale_amount\": 0.1000000000000000055, \"test\": true, \"goal\": null}"))
                .isInstanceOf(Body.Read.class);
        assertThat(parameters.first("sale_amount")).isEqualTo("0.1000000000000000055");
        assertThat(parameters.first("test")).isEqualTo("true");
        assertThat(parameters.first("goal")).isNull();
    }

    @Test
    void shouldKeepEveryMemberOfARepeatedName() {
        read("Application/JSON", "{\"order_id\":\"a\",\"order_id\":\"b\"}");
        assertThat(parameters).extracting(Parameter::value).containsExactly("a", "b");
    }

    @Test
    void shouldSayWhereJsonBreaks() {
        for (String broken :
                List.of("{", "[]", "{\"a\":{}}", "{\"a\":[1]}", "{}x", "{} {}", "{\"a\":1e}", "nul", "\"a\"")) {
            assertThat(read("application/json", broken)).as(broken).isInstanceOf(Body.Malformed.class);
        }
    }

    @Test
    void shouldReadJsonInUtf8Only() {
        String json = "{\"order_id\":\"o-1\"}";
        for (Charset other : List.of(UTF_16LE, UTF_16BE, UTF_16)) {
            assertThat(Body.read(json.getBytes(other), "application/json", new Parameters()))
                    .isInstanceOf(Body.Malformed.class);
        }
        assertThat(Body.read(("\ufeff" + json).getBytes(UTF_8), "application/json", parameters))
                .isInstanceOf(Body.Read.class);
        assertThat(parameters.first("order_id")).isEqualTo("o-1");
    }

    @Test
    void shouldRefuseWhatItCannotRead() {
        assertThat(read("multipart/form-data; boundary=x", "x")).isInstanceOf(Body.UnknownType.class);
        assertThat(read(null, "x")).isInstanceOf(Body.UnknownType.class);
    }

    @Test
    void shouldTakeAnEmptyBodyOfAnyType() {
        assertThat(read("text/plain", "")).isInstanceOf(Body.Read.class);
    }

    @Property
    void shouldNeverThrowWhateverIsSent(@ForAll byte[] anything) {
        for (String type : List.of("application/json", "application/x-www-form-urlencoded")) {
            assertThat(Body.read(anything, type, new Parameters())).isNotNull();
        }
    }

    private Body.Reading read(String contentType, String body) {
        return Body.read(body.getBytes(UTF_8), contentType, parameters);
    }
}

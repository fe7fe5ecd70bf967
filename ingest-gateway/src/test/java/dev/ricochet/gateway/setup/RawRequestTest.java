package dev.ricochet.gateway.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.kit.api.Answer.Fault;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RawRequestTest {
    private final List<Fault> faults = new ArrayList<>();

    @Test
    void shouldTakeAUrlApartThoughItsMacrosAreUnfilled() {
        RawRequest request = read("""
                {"url": "https://track.example/p/acme?click_id={click_id}&order_id=a b|ü#part"}""");

        assertThat(faults).isEmpty();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.encrypted()).isTrue();
        assertThat(request.path()).isEqualTo("/p/acme");
        Parameters parameters = Parameters.ofQuery(request.query());
        assertThat(parameters.first("click_id")).isEqualTo("{click_id}");
        assertThat(parameters.first("order_id")).isEqualTo("a b|ü");
    }

    @Test
    void shouldTakeTheParts() {
        RawRequest request = read("""
                {"path": "/p/acme", "query": "a=1", "headers": {"X-Ricochet-Token": "t"}, "body": "{}",
                 "content_type": "application/json", "ip": "203.0.113.7", "https": false}""");

        assertThat(faults).isEmpty();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.encrypted()).isFalse();
        assertThat(request.headers()).containsEntry("x-ricochet-token", "t");
        assertThat(request.body()).isEqualTo("{}");
        assertThat(request.address()).isEqualTo("203.0.113.7");
    }

    @Test
    void shouldNameEverythingThatIsWrong() {
        read("""
                {"url": "https://x/p/acme", "path": "/p/acme", "query": "a", "headers": {"a": 1}, "ip": 7, "method": "PUT",
                 "https": "no", "colour": "red"}""");

        assertThat(faults).extracting(Fault::path).contains("url", "query", "headers", "ip", "method", "colour");
    }

    @Test
    void shouldAskForAUrlOrAPath() {
        read("{}");

        assertThat(faults).extracting(Fault::path).containsExactly("url");
    }

    @Property
    void shouldNeverThrowWhateverTheText(@ForAll String text) {
        assertThat(read(text)).isNotNull();
        assertThat(faults).isNotEmpty();
        faults.clear();
        assertThat(read("{\"url\": " + new com.fasterxml.jackson.databind.node.TextNode(text) + "}"))
                .isNotNull();
        assertThat(faults).isEmpty();
    }

    private RawRequest read(String text) {
        return RawRequest.read(text, faults);
    }
}

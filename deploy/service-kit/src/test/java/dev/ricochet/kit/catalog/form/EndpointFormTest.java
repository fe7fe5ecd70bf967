package dev.ricochet.kit.catalog.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.RequestBody;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointFormTest {

    private static final Entries PRESENT = Entries.NONE.with(
            Kind.AFFILIATES,
            Map.of(
                    "aff-1",
                    Affiliate.newBuilder()
                            .setId("aff-1")
                            .setVersion(1)
                            .setEffectiveFrom(Instant.EPOCH)
                            .build()));

    @Test
    void shouldReadHowAnEndpointWantsToBeCalled() throws Exception {
        Endpoint endpoint = read("""
                {"affiliate": "aff-1", "url": "https://aff.example/pb?s={sub1:none}", "method": "POST", "body": "form",
                 "delay": "10m", "sources": ["news"], "headers": {"X-Key": "k-{sub2}"}, "client_certificate": "acme"}""");

        assertThat(endpoint.getBody()).isEqualTo(RequestBody.FORM);
        assertThat(endpoint.getDelayMs()).isEqualTo(600_000);
        assertThat(endpoint.getSources()).containsExactly("news");
        assertThat(endpoint.getHeaders()).containsEntry("X-Key", "k-{sub2}");
        assertThat(endpoint.getClientCertificate()).isEqualTo("acme");
    }

    @Test
    void shouldPrintWhatItReadsWithoutTheHeadersValues() throws Exception {
        Endpoint endpoint = read("""
                {"affiliate": "aff-1", "url": "https://aff.example/", "headers": {"X-Key": "s3cret"}, "delay": "1h"}""");

        assertThat(CatalogPrinter.map(Kind.ENDPOINTS, endpoint, Instant.EPOCH))
                .containsEntry("headers", Map.of("X-Key", "<kept>"))
                .containsEntry("delay", "1h")
                .doesNotContainKeys("body", "sources", "client_certificate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"url\": \"https://aff.example/?a={subb1}\"} | {subb1}",
                "{\"url\": \"https://aff.example/?a={revenue:0}\"} | {revenue:0}",
                "{\"url\": \"https://{sub1}.example/\"} | macros in path and query only",
                "{\"url\": \"https://aff.example/?a={sub1\"} | opened with {",
                "{\"url\": \"https://aff.example/\", \"headers\": {\"Host\": \"x\"}} | another header",
                "{\"url\": \"https://aff.example/\", \"headers\": {\"webhook-id\": \"x\"}} | another header",
                "{\"url\": \"https://aff.example/\", \"headers\": {\"X\": \"{nope}\"}} | macros as in a URL",
                "{\"url\": \"https://aff.example/\", \"body\": \"form\"} | method: POST",
                "{\"url\": \"https://aff.example/\", \"delay\": \"8d\"} | 7d at most",
                "{\"url\": \"https://aff.example/\", \"client_certificate\": \"../key\"} | name of a certificate",
            })
    void shouldSayWhatIsWrongWhenItIsSaved(String json, String expected) {
        String whole = json.strip().replaceFirst("\\{", "{\"affiliate\": \"aff-1\", ");

        assertThatThrownBy(() -> read(whole))
                .isInstanceOfSatisfying(
                        InvalidCatalogException.class,
                        wrong -> assertThat(wrong.problems().toString()).contains(expected));
    }

    private static Endpoint read(String json) throws InvalidCatalogException {
        return EntryForm.read(Kind.ENDPOINTS, "ep-1", json, PRESENT);
    }
}

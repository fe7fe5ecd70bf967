package dev.ricochet.sink.request;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static dev.ricochet.testkit.fixture.Fixtures.aDueDelivery;
import static dev.ricochet.testkit.fixture.Fixtures.anEndpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.EndpointMacro;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.HttpMethod;
import dev.ricochet.schemas.catalog.RequestBody;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.sink.request.Rendering.Refused;
import dev.ricochet.sink.request.Rendering.Rendered;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBuilderTest {

    private final RequestBuilder builder = new RequestBuilder("1.2.3");

    @Test
    void shouldFillMacrosIntoTheQuery() {
        Conversion conversion = aConversion().payout("12.5").subs("click-77").build();

        PreparedRequest request =
                rendered("https://aff.example/pb?cid={sub1}&payout={payout}&cur={currency}&s={status}", conversion);

        assertThat(request.url()).isEqualTo("https://aff.example/pb?cid=click-77&payout=12.50&cur=USD&s=APPROVED");
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.body()).isEmpty();
    }

    @Test
    void shouldLeaveAMacroEmptyWhenTheConversionHasNoSuchField() {
        PreparedRequest request = rendered(
                "https://aff.example/pb?a={source}&b={sub10}&c=1", aConversion().build());

        assertThat(request.pathAndQuery()).isEqualTo("/pb?a=&b=&c=1");
    }

    @Property
    void shouldKeepEveryValueOneValueInTheQuery(@ForAll String text) {
        String value = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        PreparedRequest request = rendered(
                "https://aff.example/pb?a={sub1}&b=2", aConversion().subs(value).build());

        URI uri = URI.create(request.url());
        assertThat(uri.getRawQuery().split("&", -1)).hasSize(2);
        assertThat(URLDecoder.decode(uri.getRawQuery().split("&", -1)[0].substring(2), StandardCharsets.UTF_8))
                .isEqualTo(value);
    }

    @Property
    void shouldKeepEveryValueOneSegmentInThePath(@ForAll String text) {
        PreparedRequest request = rendered(
                "https://aff.example/pb/{sub1}/end", aConversion().subs(text).build());

        assertThat(request.pathAndQuery()).matches("/pb/[A-Za-z0-9_~%-]*/end");
    }

    @ParameterizedTest
    @CsvSource({
        "https://aff.example/?a={sub1}, '/?a=%26x%3D1%23%3F%2F%2B%20', '&x=1#?/+ '",
        "https://aff.example/{sub1}, '/%2E%2E%2Fadmin', '../admin'",
    })
    void shouldEncodeWhatCouldChangeTheUrl(String template, String expected, String value) {
        assertThat(rendered(template, aConversion().subs(value).build()).pathAndQuery())
                .isEqualTo(expected);
    }

    @Test
    void shouldNotLetAValueAddAHeader() {
        Conversion conversion = aConversion().subs("\r\nHost: x").build();

        assertThat(rendered("https://aff.example/?a={sub1}", conversion).pathAndQuery())
                .isEqualTo("/?a=%0D%0AHost%3A%20x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://aff.example/",
                "aff.example/pb",
                "https://{sub1}.example/",
                "https://aff.example/?a={unknown}",
                "https://aff.example/?a={sub11}",
                "https://aff.example/?a={revenue}",
                "https://aff.example/?a={sub1",
                "https://aff.example/?a=b c",
                "https://aff.example/?a=%zz",
                "https://aff.example:0/",
                "https://aff.example:99999/",
                "https:///pb",
                "https://a b/",
                "https://aff.example/ä",
                "https://[::1",
                ""
            })
    void shouldRefuseATemplateThatMakesNoUrl(String template) {
        assertThat(render(anEndpoint("ep").url(template).build(), aConversion().build()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.error()).isEqualTo("bad_url"));
    }

    @Test
    void shouldSendUserAndPasswordAsAHeaderAndNeverShowThem() {
        PreparedRequest request =
                rendered("https://joe:p%40ss@aff.example/pb", aConversion().build());

        assertThat(request.headers())
                .containsEntry(
                        "authorization",
                        "Basic " + Base64.getEncoder().encodeToString("joe:p@ss".getBytes(StandardCharsets.UTF_8)));
        assertThat(request.url()).isEqualTo("https://aff.example/pb").doesNotContain("joe", "ss@");
    }

    @Test
    void shouldPostTheConversionWithAmountsAsText() {
        Conversion conversion = aConversion()
                .withId("c-1")
                .payout("0.000001")
                .subs("a", "b")
                .order("o \"1\"")
                .build();

        PreparedRequest request = ((Rendered) render(
                        anEndpoint("ep")
                                .url("https://aff.example/pb")
                                .method(HttpMethod.POST)
                                .build(),
                        conversion))
                .request();

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers()).containsEntry("content-type", "application/json");
        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .isEqualTo("""
                        {"delivery_id":"d-1","conversion_id":"c-1","version":1,"status":"APPROVED","previous_status":null,\
                        "reason":null,"offer_id":"shoes","affiliate_id":"aff-1","goal":"sale","click_id":"%s",\
                        "order_id":"o \\"1\\"","source":null,"country":null,"subs":{"sub1":"a","sub2":"b"},"payout":"0.000001",\
                        "sale_amount":"100.00","currency":"USD","clicked_at":"2026-11-20T11:00:00Z","converted_at":"2026-11-20T12:00:00Z",\
                        "changed_at":"2026-11-20T12:00:00Z"}""".formatted(conversion.getClickId()));
    }

    @Test
    void shouldNeverTellTheAffiliateWhatTheAdvertiserPays() {
        Conversion conversion = aConversion().revenue("77.77").build();

        PreparedRequest request = ((Rendered) render(
                        anEndpoint("ep")
                                .url("https://aff.example/pb")
                                .method(HttpMethod.POST)
                                .build(),
                        conversion))
                .request();

        assertThat(new String(request.body(), StandardCharsets.UTF_8)).doesNotContain("77.77", "revenue", "advertiser");
    }

    @Test
    void shouldCarryTheHeadersOfStandardWebhooksAndOurName() {
        Map<String, String> headers =
                rendered("https://aff.example/pb", aConversion().build()).headers();

        assertThat(headers)
                .containsEntry("webhook-id", "d-1")
                .containsEntry("webhook-timestamp", Long.toString(NOON.getEpochSecond()))
                .containsEntry("user-agent", "Ricochet/1.2.3")
                .hasEntrySatisfying(
                        "webhook-signature", signature -> assertThat(signature).startsWith("v1,"));
    }

    @Test
    void shouldRatherSendNothingThanSendUnsignedWhatShouldBeSigned() {
        assertThat(render(
                        anEndpoint("ep").secrets("plain-text-secret").build(),
                        aConversion().build()))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.error()).isEqualTo("bad_secret");
                    assertThat(refused.detail()).doesNotContain("plain-text-secret");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "https://aff.example/, https://aff.example/",
        "https://aff.example, https://aff.example/",
        "https://aff.example?a=1, https://aff.example/?a=1",
        "https://aff.example:443/, https://aff.example/",
        "http://aff.example:8080/x#frag, http://aff.example:8080/x",
        "https://[2606:4700::1111]:8443/, 'https://[2606:4700::1111]:8443/'",
        "HTTPS://aff.example/%C3%A4, https://aff.example/%C3%A4",
    })
    void shouldReadUrlsAsOthersDo(String template, String url) {
        assertThat(rendered(template, aConversion().build()).url()).isEqualTo(url);
    }

    @Test
    void shouldFillInADefaultWhereTheConversionHasNoValue() {
        assertThat(rendered(
                                "https://aff.example/pb?a={sub1:none}&b={source:a&b}&c={sub2:x}",
                                aConversion().subs("", "two").build())
                        .pathAndQuery())
                .isEqualTo("/pb?a=none&b=a%26b&c=two");
    }

    @Test
    void shouldFillEveryMacroThatTheCatalogTakes() {
        String query = EndpointMacro.names().stream()
                .map(name -> name + "={" + name + "}")
                .collect(Collectors.joining("&"));

        PreparedRequest request =
                rendered("https://aff.example/pb?" + query, aConversion().build());

        assertThat(request.pathAndQuery()).doesNotContain("{").contains("version=1", "sale_amount=100.00");
    }

    @Test
    void shouldPostTheQueryAsAForm() {
        Endpoint endpoint = anEndpoint("ep")
                .url("https://aff.example/pb?p={payout}&s={sub1}")
                .method(HttpMethod.POST)
                .body(RequestBody.FORM)
                .build();

        PreparedRequest request =
                ((Rendered) render(endpoint, aConversion().subs("a b&c").build())).request();

        assertThat(request.pathAndQuery()).isEqualTo("/pb");
        assertThat(request.headers()).containsEntry("content-type", "application/x-www-form-urlencoded");
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("p=10.00&s=a%20b%26c");
    }

    @Test
    void shouldShowAFormWithoutWhatLooksLikeASecretAndSendItWhole() {
        Endpoint endpoint = anEndpoint("ep")
                .url("https://aff.example/pb?p={payout}&token=s3cret")
                .method(HttpMethod.POST)
                .body(RequestBody.FORM)
                .build();

        PreparedRequest request = ((Rendered) render(endpoint, aConversion().build())).request();

        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("p=10.00&token=s3cret");
        assertThat(request.shownBody()).isEqualTo("p=10.00&token=***");
    }

    @Test
    void shouldPostNothingButTheQueryWhereNoBodyIsWanted() {
        Endpoint endpoint = anEndpoint("ep")
                .url("https://aff.example/pb?p={payout}")
                .method(HttpMethod.POST)
                .body(RequestBody.NONE)
                .build();

        PreparedRequest request = ((Rendered) render(endpoint, aConversion().build())).request();

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.pathAndQuery()).isEqualTo("/pb?p=10.00");
        assertThat(request.body()).isEmpty();
        assertThat(request.headers()).doesNotContainKey("content-type");
    }

    @Test
    void shouldSendTheEndpointsOwnHeadersAndShowThemMasked() {
        Endpoint endpoint = anEndpoint("ep").header("X-Key", "k-{sub1}").build();

        PreparedRequest request =
                ((Rendered) render(endpoint, aConversion().subs("v\r\nHost: x").build())).request();

        assertThat(request.headers()).containsEntry("x-key", "k-v%0D%0AHost: x");
        assertThat(request.shownHeaders()).containsEntry("x-key", "***").containsEntry("webhook-signature", "***");
        assertThat(request.shownHeaders()).containsEntry("webhook-id", "d-1");
    }

    @Test
    void shouldShowAUrlWithoutWhatLooksLikeASecret() {
        PreparedRequest request = rendered(
                "https://aff.example/pb?cid={sub1}&token=s3cret&api_key=k3y&x=1",
                aConversion().subs("c").build());

        assertThat(request.pathAndQuery()).contains("token=s3cret", "api_key=k3y");
        assertThat(request.url()).isEqualTo("https://aff.example/pb?cid=c&token=***&api_key=***&x=1");
    }

    private PreparedRequest rendered(String template, Conversion conversion) {
        return ((Rendered) render(anEndpoint("ep").url(template).build(), conversion)).request();
    }

    private Rendering render(Endpoint endpoint, Conversion conversion) {
        return builder.render(aDueDelivery().withId("d-1").of(conversion).build(), endpoint, NOON);
    }
}

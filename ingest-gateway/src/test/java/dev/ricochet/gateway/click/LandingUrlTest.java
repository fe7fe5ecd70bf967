package dev.ricochet.gateway.click;

import static dev.ricochet.schemas.event.Automation.BOT;
import static dev.ricochet.schemas.event.Automation.NONE;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.gateway.visitor.Visitor;
import dev.ricochet.kit.catalog.LandingMacro;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LandingUrlTest {

    @Test
    void shouldFillEveryMacro() {
        assertThat(fill(
                        "https://shop.example/{offer_id}/{affiliate_id}?cid={click_id}&s={sub1}.{sub10}&src={source}",
                        "sub1=one&sub10=ten&source=mail"))
                .isEqualTo("https://shop.example/shoes/aff-1?cid=c1&s=one.ten&src=mail");
    }

    @Test
    void shouldHaveAValueForEveryMacroThatTheCatalogTakes() {
        String template = LandingMacro.names().stream()
                .map(name -> name + "={" + name + "}")
                .collect(Collectors.joining("&", "https://shop.example/?", ""));
        String subs =
                IntStream.rangeClosed(1, 10).mapToObj(i -> "sub" + i + "=v" + i).collect(Collectors.joining("&"));

        assertThat(fill(template, "source=mail&" + subs))
                .isEqualTo("https://shop.example/?click_id=c1&offer_id=shoes&advertiser_id=acme&affiliate_id=aff-1"
                        + "&source=mail&" + subs + "&kind=click&clicked_at=1700000000123&ip=2001%3Adb8%3A%3A1"
                        + "&user_agent=Browser%2F1%20%28x%29&referrer=https%3A%2F%2Fblog.example%2F%3Fa%3Db"
                        + "&language=de%2Cen&country=DE&automation=bot");
    }

    @Test
    void shouldFillNothingForWhatTheLinkDoesNotCarry() {
        assertThat(fill("https://shop.example/?a={sub1}&b={sub2}&c={source}", "sub2=x"))
                .isEqualTo("https://shop.example/?a=&b=x&c=");
    }

    @Test
    void shouldEncodeEverythingButUnreservedCharacters() {
        assertThat(fill("https://shop.example/?s={sub1}#{sub2}", "sub1=a%26b%3Dc%2F%3F%23%2B+é&sub2=-._~%25"))
                .isEqualTo("https://shop.example/?s=a%26b%3Dc%2F%3F%23%2B%20%C3%A9#-._~%25");
    }

    @Test
    void shouldNotLetAValueWalkUpThePath() {
        assertThat(fill("https://shop.example/a/{sub1}/b?up={sub1}", "sub1=.."))
                .isEqualTo("https://shop.example/a//b?up=..");
    }

    @Test
    void shouldShowAnUnknownMacroAsTheTextThatItIs() {
        assertThat(fill("https://shop.example/?x={nobody}&y={", ""))
                .isEqualTo("https://shop.example/?x=%7Bnobody%7D&y=%7B");
    }

    @Test
    void shouldRefuseTemplatesWhoseHostIsNotFixed() {
        for (String template : List.of(
                "https://{sub1}/",
                "https://shop.example{sub1}/",
                "https://shop.example:{sub1}/",
                "https://{sub1}@shop.example/",
                "{sub1}://shop.example/",
                "{sub1}",
                "//shop.example/",
                "/local",
                "javascript:alert(1)",
                "https:///path",
                "https://shop.example\\@evil.example/",
                "https://shop example/",
                "")) {
            assertThat(fill(template, "sub1=evil.example")).as(template).isNull();
        }
    }

    @Property
    void shouldNeverLeaveTheHostOfTheTemplate(
            @ForAll("templates") String template,
            @ForAll String sub1,
            @ForAll String source,
            @ForAll String userAgent,
            @ForAll String referrer) {
        Visitor visitor = new Visitor(source, userAgent, referrer, sub1, source, NONE);
        Click values = new ClickDraft(ClickKind.CLICK, NOON, Link.of(source, new String[] {sub1}, null), visitor)
                .on(anOffer("shoes").build(), "aff-1", "c1");

        String url = LandingUrl.fill(template, values);

        URI filled = URI.create(url);
        assertThat(filled.getScheme()).isEqualTo("https");
        assertThat(filled.getRawAuthority()).isEqualTo("shop.example:8443");
        assertThat(url).matches("[!-~]*");
    }

    @Property
    void shouldBringEveryValueToTheLandingPageUnchanged(@ForAll String value) {
        Click values = click(Link.of(null, new String[] {value}, null));

        String url = LandingUrl.fill("https://shop.example/?before=1&s={sub1}&after=2", values);

        assertThat(URI.create(url).getRawQuery())
                .isEqualTo("before=1&s="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8)
                                .replace("+", "%20")
                                .replace("*", "%2A")
                                .replace("%7E", "~")
                        + "&after=2");
    }

    @Provide
    Arbitrary<String> templates() {
        List<String> pieces = new ArrayList<>(List.of("/", "?", "#", "&", "a", "..", "//", "@", ":", "{x}", "="));
        LandingMacro.names().forEach(name -> pieces.add("{" + name + "}"));
        Arbitrary<String> parts = Arbitraries.of(pieces);
        return parts.list()
                .ofMaxSize(12)
                .map(list -> "https://shop.example:8443/" + String.join("", list))
                // A second # is no URI for java.net.URI, though browsers take it.
                .filter(template -> template.indexOf('#') == template.lastIndexOf('#'));
    }

    private static String fill(String template, String link) {
        String asAServerHandsItOver = new String(link.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return LandingUrl.fill(template, click(Link.of(Parameters.ofQuery(asAServerHandsItOver))));
    }

    private static Click click(Link link) {
        Visitor visitor = new Visitor("2001:db8::1", "Browser/1 (x)", "https://blog.example/?a=b", "de,en", "DE", BOT);
        return new ClickDraft(ClickKind.CLICK, Instant.ofEpochMilli(1_700_000_000_123L), link, visitor)
                .on(anOffer("shoes").build(), "aff-1", "c1");
    }
}

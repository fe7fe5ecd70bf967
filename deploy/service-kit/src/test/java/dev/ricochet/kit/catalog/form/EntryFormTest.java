package dev.ricochet.kit.catalog.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.Offer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryFormTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final String OFFER = """
            {"advertiser": "acme", "landing_url": "https://shop.example/?c={click_id}", "currency": "USD",
             "goals": [{"id": "sale", "payout": {"model": "cps", "percent": 10.5}, "revenue": {"model": "cpa", "amount": "3"}}],
             "affiliates": ["aff-1"], "coupons": {"MAY": "aff-2"}, "fallback_offer": "boots"}""";

    private final Entries present = present();

    @Test
    void shouldReadWhatItPrints() throws Exception {
        Offer offer = EntryForm.read(Kind.OFFERS, "shoes", OFFER, present);
        String printed = new JsonMapper().writeValueAsString(CatalogPrinter.map(Kind.OFFERS, offer, NOW));

        assertThat(EntryForm.read(Kind.OFFERS, "shoes", printed, present)).isEqualTo(offer);
        assertThat(offer.getGoals().get(0).getPayout().getPercent()).isEqualByComparingTo("10.5");
    }

    @Test
    void shouldKeepSecretsThatAreNotSaidAgain() throws Exception {
        Advertiser kept = EntryForm.read(Kind.ADVERTISERS, "acme", "{\"token\": \"<kept>\"}", present);

        assertThat(kept.getToken()).isEqualTo("s3cret");
        assertThat(CatalogPrinter.map(Kind.ADVERTISERS, kept, NOW)).containsEntry("token", "<kept>");
        assertThat(problems(Kind.ADVERTISERS, "new", "{\"token\": \"<kept>\"}"))
                .extracting(Problem::path)
                .containsExactly("token");
    }

    @Test
    void shouldKeepTheSecretThatIsNamedWhileTwoAreLive() throws Exception {
        Advertiser both = signed("[\"the-old-secret-16\", \"the-new-secret-16\"]", present);
        Entries live = new Entries(Map.of("acme", both), Map.of(), Map.of(), Map.of());

        assertThat(CatalogPrinter.map(Kind.ADVERTISERS, both, NOW))
                .containsEntry("hmac_secrets", List.of("<kept:1>", "<kept:2>"));
        assertThat(signed("[\"<kept:2>\"]", live).getHmacSecrets()).containsExactly("the-new-secret-16");
        assertThat(signed("[\"<kept:2>\", \"<kept:1>\"]", live).getHmacSecrets())
                .containsExactly("the-new-secret-16", "the-old-secret-16");
        for (String unclear : List.of("<kept>", "<kept:3>", "<kept:0>", "<kept:>")) {
            assertThat(problems(Kind.ADVERTISERS, "acme", signedBy("[\"" + unclear + "\"]"), live))
                    .as(unclear)
                    .extracting(Problem::path)
                    .containsExactly("hmac_secrets[0]");
        }
        assertThat(problems(Kind.ADVERTISERS, "acme", signedBy("[\"<kept:1>\", \"<kept:1>\"]"), live))
                .extracting(Problem::path)
                .containsExactly("hmac_secrets[1]");
    }

    @Test
    void shouldKeepTheOnlySecretWhereverItStandsInTheList() throws Exception {
        Advertiser one = signed("[\"the-old-secret-16\"]", present);
        Entries live = new Entries(Map.of("acme", one), Map.of(), Map.of(), Map.of());

        assertThat(CatalogPrinter.map(Kind.ADVERTISERS, one, NOW)).containsEntry("hmac_secrets", List.of("<kept>"));
        assertThat(signed("[\"the-new-secret-16\", \"<kept>\"]", live).getHmacSecrets())
                .containsExactly("the-new-secret-16", "the-old-secret-16");
    }

    @Test
    void shouldNotGuessWhichOfAnEndpointsSecretsStays() throws Exception {
        String form = "{\"affiliate\": \"aff-1\", \"url\": \"https://a.example/\", \"secret\": \"%s\"}";
        Endpoint one = EntryForm.read(Kind.ENDPOINTS, "ep-1", form.formatted(whsec('a')), present);
        Endpoint two = Endpoint.newBuilder(one)
                .setSecrets(List.of(whsec('a'), whsec('b')))
                .build();
        Entries live = new Entries(present.advertisers(), present.affiliates(), present.offers(), Map.of("ep-1", two));

        assertThat(problems(Kind.ENDPOINTS, "ep-1", form.formatted("<kept>"), live))
                .extracting(Problem::path)
                .containsExactly("secret");
        assertThat(EntryForm.read(Kind.ENDPOINTS, "ep-1", form.formatted("<kept:2>"), live)
                        .getSecrets())
                .containsExactly(whsec('b'));
    }

    private static String whsec(char key) {
        return "whsec_" + String.valueOf(key).repeat(32);
    }

    private static Advertiser signed(String secrets, Entries present) throws InvalidCatalogException {
        return EntryForm.read(Kind.ADVERTISERS, "acme", signedBy(secrets), present);
    }

    private static String signedBy(String secrets) {
        return "{\"require\": [\"hmac\"], \"hmac_secrets\": " + secrets + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-5.0.0.0", "192.0.2.*", "192.0.2.1-9", "10.0.0.0/33", "proxy.example", "", "*"})
    void shouldRefuseAddressesThatAreNeitherOneNorABlock(String range) {
        assertThat(problems(
                        Kind.ADVERTISERS,
                        "acme",
                        "{\"require\": [\"ip\"], \"allow_ips\": [\"192.0.2.0/24\", \"2001:db8::1\", \"" + range
                                + "\"]}"))
                .extracting(Problem::path)
                .containsExactly("allow_ips");
    }

    @Test
    void shouldNameEveryProblemByItsPathInTheEntry() {
        assertThat(problems(Kind.OFFERS, "shoes", """
                        {"id": "other", "advertiser": "nobody", "landing_url": "x", "currency": "USD", "colour": 1,
                         "goals": [{"id": "sale", "payout": {"model": "cps"}, "revenue": {"model": "cpa", "amount": "3"}}]}"""))
                .extracting(Problem::path)
                .containsExactlyInAnyOrder("id", "advertiser", "landing_url", "colour", "goals[sale].payout.percent");
    }

    @Test
    void shouldRefuseWhatIsNoObjectWithoutQuotingIt() {
        for (String text : List.of(
                "", "[]", "null", "{\"token\": \"s3cret\"", "{\"token\": \"a\", \"token\": \"s3cret\"}", "{} {}")) {
            assertThat(problems(Kind.ADVERTISERS, "acme", text))
                    .as(text)
                    .hasSize(1)
                    .noneMatch(problem -> problem.toString().contains("s3cret"));
        }
    }

    @Test
    void shouldTellWhoRefersToAnEntry() throws Exception {
        Offer shoes = EntryForm.read(Kind.OFFERS, "shoes", OFFER, present);
        Entries all = CatalogParser.parse("""
                endpoints: [{id: ep-1, affiliate: aff-1, url: "https://a.example/", offers: [boots]}]
                """, present, false).over(present);
        Entries withShoes = new Entries(
                all.advertisers(),
                all.affiliates(),
                Map.of(
                        "shoes",
                        shoes,
                        "boots",
                        java.util.Objects.requireNonNull(all.offers().get("boots"))),
                all.endpoints());

        assertThat(EntryForm.referrers(Kind.ADVERTISERS, "acme", withShoes))
                .containsExactlyInAnyOrder("offers/shoes", "offers/boots");
        assertThat(EntryForm.referrers(Kind.AFFILIATES, "aff-1", withShoes))
                .containsExactlyInAnyOrder("offers/shoes", "endpoints/ep-1");
        assertThat(EntryForm.referrers(Kind.AFFILIATES, "aff-2", withShoes)).containsExactly("offers/shoes");
        assertThat(EntryForm.referrers(Kind.OFFERS, "boots", withShoes))
                .containsExactlyInAnyOrder("offers/shoes", "endpoints/ep-1");
        assertThat(EntryForm.referrers(Kind.ENDPOINTS, "ep-1", withShoes)).isEmpty();
    }

    private <V extends SpecificRecord> List<Problem> problems(Kind<V> kind, String id, String text) {
        return problems(kind, id, text, present);
    }

    private static <V extends SpecificRecord> List<Problem> problems(
            Kind<V> kind, String id, String text, Entries present) {
        return catchThrowableOfType(InvalidCatalogException.class, () -> EntryForm.read(kind, id, text, present))
                .problems();
    }

    private static Entries present() {
        try {
            return CatalogParser.parse("""
                    advertisers: [{id: acme, token: s3cret}]
                    affiliates: [{id: aff-1}, {id: aff-2}]
                    offers:
                      - id: boots
                        advertiser: acme
                        landing_url: "https://shop.example/"
                        currency: USD
                        goals: [{id: sale, payout: {model: cpa, amount: "1"}, revenue: {model: cpa, amount: "2"}}]
                    """, Entries.NONE, false);
        } catch (InvalidCatalogException e) {
            throw new AssertionError(e);
        }
    }
}

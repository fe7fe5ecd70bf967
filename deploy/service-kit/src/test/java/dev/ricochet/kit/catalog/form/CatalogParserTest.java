package dev.ricochet.kit.catalog.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ricochet.kit.catalog.LandingMacro;
import dev.ricochet.schemas.catalog.AttributionModel;
import dev.ricochet.schemas.catalog.AuthRequirement;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.PriceModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogParserTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final String OFFER = """
            advertisers: [{id: acme, token: s3cret, require: [token]}]
            affiliates: [{id: aff-1, status: active}]
            offers:
              - id: shoes
                advertiser: acme
                landing_url: "https://shop.example/?cid={click_id}"
                currency: USD
                goals: [{id: sale, payout: {model: cps, percent: "10"}, revenue: {model: cps, percent: "14"}}]
            """;

    @Test
    void shouldFillInWhatAFileMayLeaveOut() throws InvalidCatalogException {
        Offer offer = CatalogParser.parse(OFFER, Entries.NONE, false).offers().get("shoes");

        assertThat(offer.getClickWindowMs()).isEqualTo(30L * 24 * 60 * 60 * 1_000);
        assertThat(offer.getEarlyHoldMs()).isEqualTo(10L * 60 * 1_000);
        assertThat(offer.getGoals().get(0).getDedupe().getKey()).isEqualTo(DedupeKey.ORDER_ID);
        assertThat(offer.getGoals().get(0).getPayout().getModel()).isEqualTo(PriceModel.CPS);
        assertThat(offer.getGoals().get(0).getPayout().getPercent()).isEqualByComparingTo("10");
    }

    @Test
    void shouldLookAtNothingButTheClickThatIsNamedUnlessToldSo() throws InvalidCatalogException {
        Offer offer = CatalogParser.parse(OFFER, Entries.NONE, false).offers().get("shoes");

        assertThat(offer.getAttribution()).isEqualTo(AttributionModel.LAST_CLICK);
        assertThat(offer.getViewWindowMs()).isNull();
        assertThat(offer.getCustomerMemoryMs()).isNull();
    }

    @Test
    void shouldReadAndPrintWhatAnOfferLooksAtBesideTheClick() throws InvalidCatalogException {
        String file = OFFER.replace(
                "currency: USD",
                "currency: USD\n    view_window: 1d\n    attribution: position_based\n    customers: {remember: 365d}");
        Entries entries = CatalogParser.parse(file, Entries.NONE, false);
        Offer offer = entries.offers().get("shoes");

        assertThat(offer.getAttribution()).isEqualTo(AttributionModel.POSITION_BASED);
        assertThat(offer.getViewWindowMs()).isEqualTo(Duration.ofDays(1).toMillis());
        assertThat(offer.getCustomerMemoryMs()).isEqualTo(Duration.ofDays(365).toMillis());
        assertThat(CatalogParser.parse(CatalogPrinter.yaml(entries, true, NOW), Entries.NONE, false)
                        .offers())
                .isEqualTo(entries.offers());
    }

    @Test
    void shouldRefuseWindowsAndMemoriesThatNothingIsKeptFor() {
        String file = OFFER.replace(
                "currency: USD",
                "currency: USD\n    view_window: 91d\n    attribution: fair\n    customers: {remember: 0s}");

        assertThat(problemsOf(file))
                .extracting(Problem::path)
                .containsExactlyInAnyOrder(
                        "offers[shoes].view_window", "offers[shoes].attribution", "offers[shoes].customers.remember");
    }

    @Test
    void shouldTakeAnAmountWrittenAsNumberWithoutFloatingPoint() throws InvalidCatalogException {
        String file = OFFER.replace("{model: cps, percent: \"10\"}", "{model: cpa, amount: 0.1}");

        Offer offer = CatalogParser.parse(file, Entries.NONE, false).offers().get("shoes");

        assertThat(offer.getGoals().get(0).getPayout().getAmount()).isEqualByComparingTo("0.1");
    }

    @Test
    void shouldReportEveryProblemOfTheFileAtOnce() {
        List<Problem> problems = problemsOf("""
                advertisers:
                  - {id: acme, token: s3cret, allow_ips: ["10.0.0.0/99"], dialect: klingon}
                  - {id: acme, token: s3cret}
                affiliates:
                  - {id: aff-1, status: lazy}
                offers:
                  - id: shoes
                    advertiser: acme-typo
                    landing_url: "https://shop.example/?cid={clickid}"
                    currency: DOLLAR
                    click_window: 30 days
                    colour: red
                    goals:
                      - {id: sale, payout: {model: cpa, amount: "-1"}, revenue: {model: cps, percent: "140"}}
                    caps: [{count: 0, zone: Mars/Base}]
                endpoints:
                  - {id: ep-1, affiliate: nobody, url: "ftp://aff.example/", secret: whsec_short}
                """);

        assertThat(problems)
                .extracting(Problem::path)
                .contains(
                        "advertisers[acme].allow_ips",
                        "advertisers[acme].dialect",
                        "advertisers",
                        "affiliates[aff-1].status",
                        "offers[shoes].advertiser",
                        "offers[shoes].landing_url",
                        "offers[shoes].currency",
                        "offers[shoes].click_window",
                        "offers[shoes].colour",
                        "offers[shoes].goals[sale].payout.amount",
                        "offers[shoes].goals[sale].revenue.percent",
                        "offers[shoes].caps[0].count",
                        "offers[shoes].caps[0].zone",
                        "endpoints[ep-1].affiliate",
                        "endpoints[ep-1].url",
                        "endpoints[ep-1].secret");
    }

    @Test
    void shouldNameValueAndExpectationOfAProblem() {
        assertThat(problemsOf(OFFER.replace("USD", "USX")))
                .extracting(Problem::toString)
                .containsExactly("offers[shoes].currency: \"USX\"; expected an ISO 4217 code such as USD");
    }

    @Test
    void shouldNameTheMacrosThatThereAre() {
        assertThat(problemsOf(OFFER.replace("{click_id}", "{clickid}")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.expected()).contains("{clickid}", "{click_id}", "{sub10}"));
    }

    @Test
    void shouldTakeEveryMacroThatThereIs() throws InvalidCatalogException {
        for (String macro : LandingMacro.names()) {
            assertThat(CatalogParser.parse(OFFER.replace("{click_id}", "{" + macro + "}"), Entries.NONE, false)
                            .offers())
                    .as(macro)
                    .hasSize(1);
        }
    }

    @Test
    void shouldRefuseFallbackOffersThatLeadBackToWhereTheyBegan() {
        String one = OFFER.replace("currency: USD", "currency: USD\n    fallback_offer: shoes");
        assertThat(problemsOf(one))
                .extracting(Problem::toString)
                .containsExactly(
                        "offers[shoes].fallback_offer: shoes to shoes; expected fallback offers that do not lead"
                                + " back to where they began");
    }

    @Test
    void shouldNeverShowASecretInAProblem() {
        List<Problem> problems = problemsOf(OFFER
                + "endpoints: [{id: ep-1, affiliate: aff-1, url: \"https://a.example/\", secret: whsec_hushhush}]");

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).doesNotContain("hushhush"));
    }

    @Test
    void shouldTakeEveryDialectThatThereIs() throws Exception {
        for (String dialect : DialectPresets.names()) {
            String file = "advertisers: [{id: acme, token: s3cret, dialect: " + dialect + "}]";
            assertThat(CatalogParser.parse(file, Entries.NONE, false)
                            .advertisers()
                            .get("acme")
                            .getDialect())
                    .isEqualTo(dialect);
        }
        assertThat(DialectPresets.names())
                .containsExactly(
                        "ricochet",
                        "custom",
                        "tune",
                        "everflow",
                        "affise",
                        "cake",
                        "voluum",
                        "keitaro",
                        "redtrack",
                        "appsflyer",
                        "adjust");
    }

    @Test
    void shouldRefuseParametersOfFieldsThatThereAreNot() {
        assertThat(problemsOf(
                        "advertisers: [{id: acme, token: s, wording: {parameters: {tid: order, cid: click_id}}}]"))
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .startsWith("advertisers[acme].wording.parameters.tid: \"order\"; expected one of click_id, offer_id,");
    }

    @Test
    void shouldTakeSignedRequestsOfWhoeverHasASecret() throws Exception {
        assertThat(problemsOf("advertisers: [{id: acme, require: [hmac], hmac_secrets: [\"\"]}]"))
                .extracting(Problem::toString)
                .containsExactly("advertisers[acme].hmac_secrets: (secret); expected each 16 to 256 characters");
        assertThat(CatalogParser.parse(
                                "advertisers: [{id: acme, require: [hmac], hmac_secrets: [0123456789abcdef]}]",
                                Entries.NONE,
                                false)
                        .advertisers()
                        .get("acme")
                        .getHmacSecrets())
                .containsExactly("0123456789abcdef");
    }

    @Test
    void shouldRefuseKeysGivenTwice() {
        assertThat(problemsOf("affiliates: []\naffiliates: []"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("affiliates"));
    }

    @Test
    void shouldSayWhereTheYamlIsBroken() {
        assertThat(problemsOf("offers:\n  - id: [shoes\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).startsWith("line "));
    }

    @Test
    void shouldAskForQuotesAroundANumberMeantAsText() {
        assertThat(problemsOf("affiliates: [{id: 007}]"))
                .extracting(Problem::toString)
                .containsExactly("affiliates[0].id: 7; expected a text; put it in quotes");
    }

    @Test
    void shouldNotShowASecretThatIsNoText() {
        assertThat(problemsOf("advertisers: [{id: acme, token: 31337, hmac_secrets: [31337]}]"))
                .extracting(Problem::toString)
                .containsExactly(
                        "advertisers[acme].token: (secret); expected a text; put it in quotes",
                        "advertisers[acme].hmac_secrets[0]: (secret); expected a text; put it in quotes");
        assertThat(problemsOf("advertisers: [{id: acme, token: {is: s3cret}, hmac_secrets: s3cret}]"))
                .isNotEmpty()
                .extracting(Problem::toString)
                .noneMatch(problem -> problem.contains("s3cret"));
    }

    @Test
    void shouldAskWhoMayReportWhereNothingIsSaid() {
        assertThat(problemsOf("advertisers: [{id: acme}]"))
                .extracting(Problem::path)
                .containsExactly("advertisers[acme].require");
    }

    @Test
    void shouldTakeWhatIsInTheCatalogForReferences() throws InvalidCatalogException {
        Entries present = CatalogParser.parse(OFFER, Entries.NONE, false);
        String endpoint = "endpoints: [{id: ep-1, affiliate: aff-1, url: \"https://a.example/\"}]";

        assertThat(CatalogParser.parse(endpoint, present, false).endpoints()).containsOnlyKeys("ep-1");
    }

    @Test
    void shouldNotReferToWhatIsAboutToBeRemoved() throws InvalidCatalogException {
        Entries present = CatalogParser.parse(OFFER, Entries.NONE, false);
        String endpoint = "endpoints: [{id: ep-1, affiliate: aff-1, url: \"https://a.example/\"}]";

        InvalidCatalogException refused =
                catchThrowableOfType(InvalidCatalogException.class, () -> CatalogParser.parse(endpoint, present, true));

        assertThat(refused.problems()).extracting(Problem::path).containsExactly("endpoints[ep-1].affiliate");
    }

    @Test
    void shouldKeepASecretThatIsThere() throws InvalidCatalogException {
        Entries present = CatalogParser.parse(OFFER, Entries.NONE, false);

        Entries again = CatalogParser.parse(OFFER.replace("s3cret", "<kept>"), present, false);

        assertThat(again.advertisers().get("acme").getToken()).isEqualTo("s3cret");
        assertThat(again.advertisers().get("acme").getRequire()).containsExactly(AuthRequirement.TOKEN);
    }

    @Test
    void shouldNotKeepASecretThatIsNotThere() {
        assertThat(problemsOf(OFFER.replace("s3cret", "<kept>")))
                .extracting(Problem::path)
                .containsExactly("advertisers[acme].token");
    }

    private static List<Problem> problemsOf(String file) {
        return catchThrowableOfType(InvalidCatalogException.class, () -> CatalogParser.parse(file, Entries.NONE, false))
                .problems();
    }
}

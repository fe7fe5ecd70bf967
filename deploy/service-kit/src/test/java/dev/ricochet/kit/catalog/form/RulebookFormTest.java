package dev.ricochet.kit.catalog.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.Approval;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.DatedRate;
import dev.ricochet.schemas.catalog.FraudKind;
import dev.ricochet.schemas.catalog.FraudRule;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.ListKind;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.PriceModel;
import dev.ricochet.schemas.catalog.PriceRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What offers are judged and priced by, as people write it. */
class RulebookFormTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static final String FILE = """
            advertisers: [{id: acme, token: s3cret}]
            affiliates: [{id: aff-1}]
            tiers:
              - {id: gold, rank: 2, min_approved: 500, min_approval_rate: "0.8", window: 30d}
              - {id: silver, rank: 1}
            lists:
              - {id: bad-ips, kind: addresses, entries: ["203.0.113.0/24", "2001:db8::1"]}
              - {id: bad-blogs, kind: sources, entries: [blog-7, "spam-*"]}
            rates:
              - {id: EUR-USD, from: EUR, to: USD, rates: [{from: "2026-11-02", rate: "1.09"}, {from: 2026-11-01, rate: 1.085}]}
            offers:
              - id: shoes
                advertiser: acme
                landing_url: "https://shop.example/?cid={click_id}"
                currency: USD
                goals:
                  - id: sale
                    approval: after
                    approve_after: 14d
                    payout:
                      model: cps
                      percent: "10"
                      at_least: "1"
                      at_most: "50"
                      rules:
                        - id: gold-germans
                          when: {tiers: [gold], countries: [DE, AT], sub3: ["mail-*"], sale_amount: {from: "100", below: "500"}}
                          model: hybrid
                          amount: "2"
                          percent: "11"
                        - {id: many, when: {affiliates: [aff-1], sources: [blog], volume: {period: month, zone: Europe/Berlin, first: 101, last: 500}}, model: cpa, amount: "7.25", at_most: "7"}
                    revenue: {model: cps, percent: "14"}
                caps:
                  - {scope: goal, goal: sale, period: month, limit_payout: "1000", limit_revenue: "1400.50", over: pending}
                fraud_rules:
                  - {id: fast, kind: click_to_conversion, at_least: 5s, at_most: 30d, verdict: hold, public_reason: Under review}
                  - {id: same-ip, kind: ip_velocity, window: 1h, most: 5, shadow: true}
                  - {id: listed, kind: listed, lists: [bad-ips, bad-blogs]}
                  - {id: rate, kind: conversion_rate, window: 7d, least_sample: 1000, most_rate: "0.3", verdict: flag}
            """;

    @Test
    void shouldReadTheFileOfTheReadme() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        int begin = readme.indexOf("```yaml", readme.indexOf("<!-- catalog -->")) + "```yaml".length();
        String file = readme.substring(begin, readme.indexOf("```", begin));

        Entries entries = CatalogParser.parse(file, Entries.NONE, false).over(Entries.NONE);

        assertThat(entries.advertisers().get("acme").getLockedUntil()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(entries.offers().get("shoes").getFraudRules())
                .extracting(FraudRule::getKind)
                .as("one of each kind")
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(FraudKind.values())
                        .filter(kind -> kind != FraudKind.UNKNOWN)
                        .toList());
    }

    @Test
    void shouldReadTheRules() throws InvalidCatalogException {
        Offer offer = read(FILE).offers().get("shoes");
        Goal goal = offer.getGoals().get(0);
        PriceRule german = goal.getPayout().getRules().get(0);
        PriceRule many = goal.getPayout().getRules().get(1);

        assertThat(goal.getApproval()).isEqualTo(Approval.AFTER);
        assertThat(goal.getApproveAfterMs()).isEqualTo(Duration.ofDays(14).toMillis());
        assertThat(goal.getPayout().getAtLeast()).isEqualByComparingTo("1");
        assertThat(german.getModel()).isEqualTo(PriceModel.HYBRID);
        assertThat(german.getCondition().getCountries()).containsExactly("DE", "AT");
        assertThat(german.getCondition().getSubs()).isEqualTo(Map.of("sub3", List.of("mail-*")));
        assertThat(german.getCondition().getSaleBelow()).isEqualByComparingTo("500");
        assertThat(many.getCondition().getVolume().getPeriod()).isEqualTo(CapPeriod.MONTH);
        assertThat(many.getCondition().getVolume().getFirst()).isEqualTo(101);
        assertThat(offer.getCaps().get(0).getCount()).isNull();
        assertThat(offer.getCaps().get(0).getLimitRevenue()).isEqualByComparingTo("1400.50");
        assertThat(offer.getFraudRules())
                .extracting(rule -> rule.getKind())
                .containsExactly(
                        FraudKind.CLICK_TO_CONVERSION,
                        FraudKind.IP_VELOCITY,
                        FraudKind.LISTED,
                        FraudKind.CONVERSION_RATE);
    }

    @Test
    void shouldReadListsRatesAndTiers() throws InvalidCatalogException {
        Entries entries = read(FILE);

        assertThat(entries.lists().get("bad-ips").getKind()).isEqualTo(ListKind.ADDRESSES);
        assertThat(entries.rates().get("EUR-USD").getRates())
                .extracting(DatedRate::getFrom)
                .containsExactly(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-02"));
        assertThat(entries.rates().get("EUR-USD").getRates().get(0).getRate()).isEqualByComparingTo("1.085");
        assertThat(entries.tiers().get("gold").getMinApprovalRate()).isEqualByComparingTo("0.8");
        assertThat(entries.tiers().get("silver").getWindowMs())
                .isEqualTo(Duration.ofDays(30).toMillis());
    }

    @Test
    void shouldPrintWhatReadsTheSameAgain() throws InvalidCatalogException {
        Entries entries = read(FILE);
        Entries again = read(CatalogPrinter.yaml(entries, true, NOW));

        assertThat(CatalogPlan.of(again, entries, NOW, true).kinds())
                .flatExtracting(kind -> kind.changes())
                .hasSize(8)
                .allMatch(Change.Same.class::isInstance);
    }

    @Test
    void shouldReportEveryProblemOfTheRulesAtOnce() {
        String wrong = """
                tiers: [{id: gold, rank: 0, min_approval_rate: "1.5", window: 36h}]
                lists:
                  - {id: ips, kind: addresses, entries: [10.0.0.0/99, "192.0.2.1", "192.0.2.1"]}
                  - {id: lands, kind: countries, entries: [Germany]}
                  - {id: kindless}
                rates:
                  - {id: EURUSD, from: EUR, to: USD, rates: [{from: "2026-13-01", rate: "0"}]}
                  - {id: USD-GBP, from: USD, to: GBP, rates: []}
                offers:
                  - id: shoes
                    advertiser: nobody
                    landing_url: "https://shop.example/"
                    currency: USD
                    goals:
                      - id: sale
                        approval: after
                        payout:
                          model: hybrid
                          percent: "10"
                          at_least: "5"
                          at_most: "4"
                          rules:
                            - {id: always, model: cpa, amount: "1"}
                            - {id: never, when: {}, model: cpa, amount: "1"}
                            - {id: odd, when: {countries: [de], sub1: ["a*b"], tiers: [tin], sale_amount: {from: "9", below: "9"}, volume: {period: month}, colour: [red]}, model: cps, amount: "1"}
                            - {id: odd, when: {affiliates: [nobody]}, model: cps, percent: "101"}
                        revenue: {model: cpa, amount: "1"}
                    caps: [{goal: lead}]
                    click_caps: [{scope: goal, count: 1}]
                    fraud_rules:
                      - {id: fast, kind: click_to_conversion}
                      - {id: listed, kind: listed, lists: [nothing], window: 1h}
                      - {id: rate, kind: conversion_rate, least_rate: "2", least_sample: 10}
                """;

        assertThat(problemsOf(wrong))
                .extracting(Problem::path)
                .contains(
                        "tiers[gold].rank",
                        "tiers[gold].min_approval_rate",
                        "tiers[gold].window",
                        "lists[ips].entries[0]",
                        "lists[ips].entries[2]",
                        "lists[lands].entries[0]",
                        "lists[kindless].kind",
                        "rates[EURUSD].id",
                        "rates[EURUSD].rates[0].from",
                        "rates[EURUSD].rates[0].rate",
                        "rates[USD-GBP].rates",
                        "offers[shoes].advertiser",
                        "offers[shoes].goals[sale].approve_after",
                        "offers[shoes].goals[sale].payout.amount",
                        "offers[shoes].goals[sale].payout.at_least",
                        "offers[shoes].goals[sale].payout.rules[always].when",
                        "offers[shoes].goals[sale].payout.rules[never].when",
                        "offers[shoes].goals[sale].payout.rules[odd].when.countries[0]",
                        "offers[shoes].goals[sale].payout.rules[odd].when.sub1[0]",
                        "offers[shoes].goals[sale].payout.rules[odd].when.tiers",
                        "offers[shoes].goals[sale].payout.rules[odd].when.sale_amount.below",
                        "offers[shoes].goals[sale].payout.rules[odd].when.volume",
                        "offers[shoes].goals[sale].payout.rules[odd].when.colour",
                        "offers[shoes].goals[sale].payout.rules[odd].amount",
                        "offers[shoes].goals[sale].payout.rules[odd].percent",
                        "offers[shoes].goals[sale].payout.rules[odd].when.affiliates",
                        "offers[shoes].goals[sale].payout.rules",
                        "offers[shoes].caps[0].count",
                        "offers[shoes].caps[0].goal",
                        "offers[shoes].click_caps[0].scope",
                        "offers[shoes].fraud_rules[fast].at_least",
                        "offers[shoes].fraud_rules[listed].window",
                        "offers[shoes].fraud_rules[listed].lists",
                        "offers[shoes].fraud_rules[rate].least_rate");
    }

    @Test
    void shouldNotLetGoOfWhatRulesReferTo() throws InvalidCatalogException {
        Entries entries = read(FILE);

        assertThat(EntryForm.referrers(Kind.LISTS, "bad-ips", entries)).containsExactly("offers/shoes");
        assertThat(EntryForm.referrers(Kind.TIERS, "gold", entries)).containsExactly("offers/shoes");
        assertThat(EntryForm.referrers(Kind.AFFILIATES, "aff-1", entries)).containsExactly("offers/shoes");
        assertThat(EntryForm.referrers(Kind.TIERS, "silver", entries)).isEmpty();
        assertThat(EntryForm.referrers(Kind.RATES, "EUR-USD", entries)).isEmpty();
    }

    @Test
    void shouldPlanAChangeForTheTimeThatItAsksFor() throws InvalidCatalogException {
        Entries present = applied("affiliates: [{id: aff-1}]", Entries.NONE, NOW);
        String planned = "affiliates: [{id: aff-1, status: paused, effective_from: \"2026-12-01T00:00:00+01:00\"}]";
        Instant from = Instant.parse("2026-11-30T23:00:00Z");

        Entries after = applied(planned, present, NOW.plusSeconds(1));

        assertThat(after.affiliates().get("aff-1").getEffectiveFrom()).isEqualTo(from);
        assertThat(after.affiliates().get("aff-1").getVersion()).isEqualTo(2);
        assertThat(CatalogPrinter.yaml(after, true, NOW)).contains("effective_from: 2026-11-30T23:00:00Z");
        assertThat(CatalogPrinter.yaml(after, true, from)).doesNotContain("effective_from");
        assertThat(change(planned, after, NOW.plusSeconds(2))).isInstanceOf(Change.Same.class);
        assertThat(change(planned, after, from.plusSeconds(1))).isInstanceOf(Change.Same.class);
        // Without its time it is wanted now.
        assertThat(change("affiliates: [{id: aff-1, status: paused}]", after, NOW.plusSeconds(2)))
                .isInstanceOf(Change.Changed.class);
        assertThat(change(planned.replace("12-01", "12-02"), after, NOW)).isInstanceOf(Change.Changed.class);
    }

    @Test
    void shouldTakeATimeThatHasPassedAsNow() throws InvalidCatalogException {
        String past = "affiliates: [{id: aff-1, effective_from: \"2026-01-01T00:00:00Z\"}]";

        Entries after = applied(past, Entries.NONE, NOW);

        assertThat(after.affiliates().get("aff-1").getEffectiveFrom()).isEqualTo(NOW);
        assertThat(change(past, after, NOW.plusSeconds(60))).isInstanceOf(Change.Same.class);
        assertThat(problemsOf("affiliates: [{id: aff-1, effective_from: tomorrow}]"))
                .extracting(Problem::path)
                .containsExactly("affiliates[aff-1].effective_from");
    }

    private static Change<?> change(String yaml, Entries present, Instant now) throws InvalidCatalogException {
        return CatalogPlan.of(CatalogParser.parse(yaml, present, false), present, now, false).kinds().stream()
                .flatMap(kind -> kind.changes().stream())
                .findFirst()
                .orElseThrow();
    }

    /** What the affiliates would be after the file was applied. */
    private static Entries applied(String yaml, Entries present, Instant now) throws InvalidCatalogException {
        Change<?> change = change(yaml, present, now);
        Object entry =
                change instanceof Change.Created<?> created ? created.entry() : ((Change.Changed<?>) change).entry();
        return present.with(Kind.AFFILIATES, Map.of(change.id(), (Affiliate) entry));
    }

    private static Entries read(String yaml) throws InvalidCatalogException {
        return CatalogParser.parse(yaml, Entries.NONE, false);
    }

    private static List<Problem> problemsOf(String yaml) {
        return catchThrowableOfType(InvalidCatalogException.class, () -> read(yaml))
                .problems();
    }
}

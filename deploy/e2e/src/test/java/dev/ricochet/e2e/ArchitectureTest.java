package dev.ricochet.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The boundaries between modules, run and not only drawn. */
@AnalyzeClasses(packages = "dev.ricochet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String GATEWAY = "dev.ricochet.gateway..";
    private static final String ATTRIBUTION = "dev.ricochet.attribution..";
    private static final String SINK = "dev.ricochet.sink..";
    private static final String SCHEMAS = "dev.ricochet.schemas..";
    private static final String KIT = "dev.ricochet.kit..";
    private static final String[] DECISIONS = {
        "dev.ricochet.gateway.auth..",
        "dev.ricochet.gateway.dialect..",
        "dev.ricochet.attribution.settle.reception..",
        "dev.ricochet.attribution.settle.dedupe..",
        "dev.ricochet.attribution.settle.customer..",
        "dev.ricochet.attribution.settle.rules..",
        "dev.ricochet.attribution.settle.lifecycle..",
        "dev.ricochet.attribution.settle.fraud..",
        "dev.ricochet.attribution.settle.price..",
        "dev.ricochet.attribution.settle.cap..",
        "dev.ricochet.attribution.settle.ledger..",
        "dev.ricochet.attribution.settle.outcome..",
        "dev.ricochet.attribution.stats.hourly..",
        "dev.ricochet.attribution.stats.tier..",
        "dev.ricochet.sink.planner.decision..",
        "dev.ricochet.sink.request..",
        "dev.ricochet.sink.schedule..",
        "dev.ricochet.sink.signature..",
        "dev.ricochet.sink.address.."
    };

    @ArchTest
    static final ArchRule gatewayKnowsNoOtherService = noClasses()
            .that()
            .resideInAPackage(GATEWAY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ATTRIBUTION, SINK)
            .because("all that passes between services is a topic");

    @ArchTest
    static final ArchRule attributionKnowsNoOtherService = noClasses()
            .that()
            .resideInAPackage(ATTRIBUTION)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GATEWAY, SINK)
            .because("all that passes between services is a topic");

    @ArchTest
    static final ArchRule sinkKnowsNoOtherService = noClasses()
            .that()
            .resideInAPackage(SINK)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GATEWAY, ATTRIBUTION)
            .because("all that passes between services is a topic");

    @ArchTest
    static final ArchRule theContractStandsAlone = noClasses()
            .that()
            .resideInAPackage(SCHEMAS)
            .should()
            .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "are ours but not of the contract",
                    type -> type.getPackageName().startsWith("dev.ricochet")
                            && !type.getPackageName().startsWith("dev.ricochet.schemas")))
            .because("others use the contract without the rest");

    @ArchTest
    static final ArchRule theKitServesAndDoesNotKnowTheServices = noClasses()
            .that()
            .resideInAPackage(KIT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GATEWAY, ATTRIBUTION, SINK);

    @ArchTest
    static final ArchRule decisionsKnowNeitherKafkaNorVertx = noClasses()
            .that()
            .resideInAnyPackage(DECISIONS)
            .or()
            .haveFullyQualifiedName("dev.ricochet.attribution.match.Matcher")
            .or()
            .haveFullyQualifiedName("dev.ricochet.attribution.match.MatchDecision")
            .or()
            .haveFullyQualifiedName("dev.ricochet.attribution.match.Clickless")
            .or()
            .haveFullyQualifiedName("dev.ricochet.attribution.match.VisitorPath")
            .or()
            .haveFullyQualifiedName("dev.ricochet.attribution.match.Credits")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.vertx..")
            .because("a decision is a function of records, tested without a broker");
}

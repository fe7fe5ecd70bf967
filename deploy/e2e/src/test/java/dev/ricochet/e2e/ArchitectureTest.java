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
}

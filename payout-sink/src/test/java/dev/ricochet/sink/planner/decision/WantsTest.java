package dev.ricochet.sink.planner.decision;

import static dev.ricochet.kit.catalog.EndpointFilter.wants;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static dev.ricochet.testkit.fixture.Fixtures.anEndpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.ConversionStatus;
import org.junit.jupiter.api.Test;

class WantsTest {

    @Test
    void shouldLetEverythingThroughEmptyFilters() {
        assertThat(wants(anEndpoint("ep").build(), aConversion().build())).isTrue();
    }

    @Test
    void shouldFilterByStatusGoalAndOffer() {
        assertThat(wants(
                        anEndpoint("ep").wanting(ConversionStatus.REVERSED).build(),
                        aConversion().build()))
                .isFalse();
        assertThat(wants(
                        anEndpoint("ep").wanting(ConversionStatus.APPROVED).build(),
                        aConversion().build()))
                .isTrue();
        assertThat(wants(
                        anEndpoint("ep").wantingGoals("lead").build(),
                        aConversion().goal("sale").build()))
                .isFalse();
        assertThat(wants(
                        anEndpoint("ep").wantingGoals("lead").build(),
                        aConversion().goal("lead").build()))
                .isTrue();
        assertThat(wants(
                        anEndpoint("ep").wantingOffers("hats").build(),
                        aConversion().of("shoes").build()))
                .isFalse();
        assertThat(wants(
                        anEndpoint("ep").wantingOffers("hats").build(),
                        aConversion().of("hats").build()))
                .isTrue();
    }

    @Test
    void shouldNeverTellOfTestConversions() {
        assertThat(wants(anEndpoint("ep").build(), aConversion().test().build()))
                .isFalse();
    }

    @Test
    void shouldNotPlanForADisabledEndpoint() {
        assertThat(wants(anEndpoint("ep").disabled().build(), aConversion().build()))
                .isFalse();
    }
}

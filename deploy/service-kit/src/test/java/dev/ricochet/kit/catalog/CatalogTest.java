package dev.ricochet.kit.catalog;

import static dev.ricochet.kit.catalog.Entries.advertiser;
import static dev.ricochet.kit.catalog.Entries.affiliate;
import static dev.ricochet.kit.catalog.Entries.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricochet.schemas.catalog.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private final Catalog catalog = Catalog.of(
            List.of(advertiser("acme", 1)),
            List.of(affiliate("aff-1"), affiliate("aff-2")),
            List.of(),
            List.of(endpoint("ep-2", "aff-1"), endpoint("ep-1", "aff-1"), endpoint("ep-3", "aff-9")));

    @Test
    void shouldFindEntriesById() {
        assertThat(catalog.advertiser("acme")).isEqualTo(advertiser("acme", 1));
        assertThat(catalog.affiliate("aff-2")).isEqualTo(affiliate("aff-2"));
        assertThat(catalog.endpoint("ep-3")).isEqualTo(endpoint("ep-3", "aff-9"));
    }

    @Test
    void shouldHaveNothingForAnUnknownId() {
        assertThat(catalog.advertiser("other")).isNull();
        assertThat(catalog.offer("acme")).isNull();
        assertThat(Catalog.EMPTY.affiliate("aff-1")).isNull();
    }

    @Test
    void shouldListTheEndpointsOfAnAffiliateInTheOrderOfTheirIds() {
        assertThat(catalog.endpointsOf("aff-1")).extracting(Endpoint::getId).containsExactly("ep-1", "ep-2");
        assertThat(catalog.endpointsOf("aff-2")).isEmpty();
    }

    @Test
    void shouldNotBeChangedByWhoeverHoldsIt() {
        assertThatThrownBy(() -> catalog.endpoints().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> catalog.endpointsOf("aff-1").clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }
}

package dev.ricochet.local.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.form.CatalogParser;
import dev.ricochet.kit.catalog.form.Entries;
import dev.ricochet.kit.catalog.form.InvalidCatalogException;
import dev.ricochet.local.demo.SampleCatalog;
import dev.ricochet.schemas.catalog.CapPeriod;
import org.junit.jupiter.api.Test;

class SampleCatalogTest {
    @Test
    void shouldReadTheSampleCatalog() throws InvalidCatalogException {
        Entries entries = CatalogParser.parse(SampleCatalog.text(), Entries.NONE, true);

        assertThat(entries.advertisers()).containsOnlyKeys("acme", "globex");
        assertThat(entries.affiliates()).containsOnlyKeys("aff-1", "aff-2", "aff-3");
        assertThat(entries.offers()).containsOnlyKeys("shoes", "newsletter", "gadgets");
        assertThat(entries.endpoints()).containsOnlyKeys("ep-1", "ep-2");
        assertThat(entries.offers().get("gadgets").getCaps().get(0).getPeriod()).isEqualTo(CapPeriod.LIFETIME);
        assertThat(entries.offers().get("newsletter").getFraud().getMinClickToConversionMs())
                .isEqualTo(3_000L);
    }
}

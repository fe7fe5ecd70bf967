package dev.ricochet.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AwarenessTest {
    @Test
    void shouldSumTheEntriesOfAllKinds() {
        assertThat(Awareness.entriesIn("""
                        # TYPE ricochet_catalog_entries gauge
                        ricochet_catalog_entries{service="payout-sink",type="offer"} 3.0
                        ricochet_catalog_entries{service="payout-sink",type="endpoint"} 2.0
                        ricochet_catalog_skipped_records_total 7.0
                        """)).isEqualTo(5);
    }
}

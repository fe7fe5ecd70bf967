package dev.ricochet.attribution.settle.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderMemoryTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant UNTIL = NOON.plus(Duration.ofDays(91));

    private final Set<String> receiptsApart = new HashSet<>();
    private final Map<String, SettleClaim> claimsApart = new HashMap<>();
    private SettleOrder kept;

    @Test
    void shouldKnowNothingOfANewOrder() {
        assertThat(order().hasTaken("r-1")).isFalse();
        assertThat(order().of("sale")).isNull();
    }

    @Test
    void shouldKeepReceiptsAndClaimsTogether() {
        SettleClaim sale = claim("c-1", NOON);
        SettleClaim lead = claim("c-2", NOON);
        take("r-1", UNTIL, new NewClaim("sale", sale));
        take("r-2", UNTIL, null);
        take("r-3", UNTIL, new NewClaim("lead", lead));
        assertThat(order().hasTaken("r-1")).isTrue();
        assertThat(order().hasTaken("r-2")).isTrue();
        assertThat(order().hasTaken("r-4")).isFalse();
        assertThat(order().of("sale")).isEqualTo(sale);
        assertThat(order().of("lead")).isEqualTo(lead);
        assertThat(order().of("trial")).isNull();
    }

    @Test
    void shouldGiveAnIdentityToItsNewestClaim() {
        for (int i = 0; i < 2 * OrderMemory.ROOM; i++) {
            take("r-" + i, UNTIL, new NewClaim("goal-" + i, claim("old-" + i, NOON)));
        }
        for (int i = 0; i < 2 * OrderMemory.ROOM; i++) {
            take("s-" + i, UNTIL, new NewClaim("goal-" + i, claim("new-" + i, NOON)));
        }
        for (int i = 0; i < 2 * OrderMemory.ROOM; i++) {
            assertThat(order().of("goal-" + i).getConversionId()).isEqualTo("new-" + i);
        }
    }

    @Test
    void shouldNotGrowBeyondItsRoomAndStillKnowAll() {
        for (int i = 0; i < 3 * OrderMemory.ROOM; i++) {
            assertThat(order().hasTaken("r-" + i)).isFalse();
            take("r-" + i, UNTIL, new NewClaim("goal-" + i, claim("c-" + i, NOON)));
        }
        assertThat(kept.getReceipts()).hasSize(OrderMemory.ROOM);
        assertThat(kept.getClaims()).hasSize(OrderMemory.ROOM);
        for (int i = 0; i < 3 * OrderMemory.ROOM; i++) {
            assertThat(order().hasTaken("r-" + i)).isTrue();
            assertThat(order().of("goal-" + i).getConversionId()).isEqualTo("c-" + i);
        }
    }

    @Test
    void shouldNotLookElsewhereWhileThereIsRoom() {
        receiptsApart.add("r-9");
        claimsApart.put("sale", claim("c-9", NOON));
        take("r-1", UNTIL, null);
        assertThat(order().hasTaken("r-9")).isFalse();
        assertThat(order().of("sale")).isNull();
    }

    @Test
    void shouldStayAsLongAsAnythingInItCounts() {
        take("r-1", UNTIL, new NewClaim("sale", claim("c-1", UNTIL.plusSeconds(5))));
        assertThat(kept.getExpiresAt()).isEqualTo(UNTIL.plusSeconds(5));
        take("r-2", UNTIL.plusSeconds(3), new NewClaim("lead", claim("c-2", NOON)));
        assertThat(kept.getExpiresAt()).isEqualTo(UNTIL.plusSeconds(5));
        take("r-3", UNTIL.plusSeconds(7), null);
        assertThat(kept.getExpiresAt()).isEqualTo(UNTIL.plusSeconds(7));
    }

    @Test
    void shouldStayForWhatStandsApart() {
        for (int i = 0; i < OrderMemory.ROOM; i++) {
            take("r-" + i, UNTIL, new NewClaim("goal-" + i, claim("c-" + i, UNTIL)));
        }
        take("r-more", UNTIL.plusSeconds(1), null);
        assertThat(kept.getExpiresAt()).isEqualTo(UNTIL.plusSeconds(1));
        take("r-last", UNTIL, new NewClaim("goal", claim("c", UNTIL.plusSeconds(2))));
        assertThat(kept.getExpiresAt()).isEqualTo(UNTIL.plusSeconds(2));
    }

    private OrderMemory order() {
        return new OrderMemory(kept, receiptsApart::contains, claimsApart::get);
    }

    private void take(String receiptId, Instant until, NewClaim claim) {
        OrderMemory.Kept after = order().after(receiptId, until, claim);
        kept = after.order();
        if (after.receiptApart() != null) {
            receiptsApart.add(after.receiptApart());
        }
        if (after.claimApart() != null) {
            claimsApart.put(after.claimApart().identityKey(), after.claimApart().claim());
        }
    }

    private static SettleClaim claim(String conversionId, Instant expiresAt) {
        return new SettleClaim(conversionId, "shoes", "r-1", expiresAt);
    }
}

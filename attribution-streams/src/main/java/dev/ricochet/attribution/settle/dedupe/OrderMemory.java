package dev.ricochet.attribution.settle.dedupe;

import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the first hop knows of one order: which postbacks of it were taken, and what they have claimed. One entry holds both, since
 * most orders are heard of once and would otherwise cost two. An order that is told of without end, or under ever other clicks, must
 * not make an entry that grows without end: what finds no room in it stands apart.
 */
public final class OrderMemory implements Claims {

    /** So many receipts have room in an entry, and so many claims. */
    static final int ROOM = 16;

    private final List<String> receipts;
    private final Map<String, SettleClaim> claims;
    private final Instant expiresAt;
    private final Predicate<String> receiptsApart;
    private final Claims claimsApart;

    /**
     * @param kept the order's entry; null where there is none
     * @param receiptsApart whether a receipt stands apart; asked only where the entry is full
     * @param claimsApart the claims that stand apart; asked only where the entry is full
     */
    public OrderMemory(@Nullable SettleOrder kept, Predicate<String> receiptsApart, Claims claimsApart) {
        this.receipts = kept == null ? List.of() : kept.getReceipts();
        this.claims = kept == null ? Map.of() : kept.getClaims();
        this.expiresAt = kept == null ? Instant.EPOCH : kept.getExpiresAt();
        this.receiptsApart = receiptsApart;
        this.claimsApart = claimsApart;
    }

    public boolean hasTaken(String receiptId) {
        return receipts.contains(receiptId) || (receipts.size() >= ROOM && receiptsApart.test(receiptId));
    }

    @Override
    public @Nullable SettleClaim of(String identityKey) {
        SettleClaim here = claims.get(identityKey);
        return here == null && claims.size() >= ROOM ? claimsApart.of(identityKey) : here;
    }

    /**
     * What is to be kept when a postback has been taken.
     *
     * @param until second copies of it can come so long
     * @param claim what it has claimed; null where nothing
     */
    public Kept after(String receiptId, Instant until, @Nullable NewClaim claim) {
        boolean hasRoom = receipts.size() < ROOM;
        List<String> taken = new ArrayList<>(receipts);
        if (hasRoom) {
            taken.add(receiptId);
        }
        String receiptApart = hasRoom ? null : receiptId;
        Instant end = later(expiresAt, until);
        if (claim == null) {
            return new Kept(new SettleOrder(taken, claims, end), receiptApart, null);
        }
        Instant lastEnd = later(end, claim.claim().getExpiresAt());
        if (claims.size() >= ROOM && !claims.containsKey(claim.identityKey())) {
            return new Kept(new SettleOrder(taken, claims, lastEnd), receiptApart, claim);
        }
        Map<String, SettleClaim> claimed = new HashMap<>(claims);
        claimed.put(claim.identityKey(), claim.claim());
        return new Kept(new SettleOrder(taken, claimed, lastEnd), receiptApart, null);
    }

    /**
     * @param order the order's entry, which stays as long as anything that stands apart: without it nobody would look for that
     * @param receiptApart the receipt, where it found no room
     * @param claimApart the claim, where it found no room
     */
    public record Kept(
            SettleOrder order,
            @Nullable String receiptApart,
            @Nullable NewClaim claimApart) {}

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

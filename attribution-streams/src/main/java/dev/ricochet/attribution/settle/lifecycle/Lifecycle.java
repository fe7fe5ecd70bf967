package dev.ricochet.attribution.settle.lifecycle;

import static dev.ricochet.schemas.event.ConversionStatus.APPROVED;
import static dev.ricochet.schemas.event.ConversionStatus.HELD;
import static dev.ricochet.schemas.event.ConversionStatus.PENDING;
import static dev.ricochet.schemas.event.ConversionStatus.REJECTED;
import static dev.ricochet.schemas.event.ConversionStatus.REVERSED;

import dev.ricochet.schemas.catalog.Approval;
import dev.ricochet.schemas.event.ConversionStatus;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * From where an advertiser's word leads where. REJECTED and REVERSED are final. HELD is the network's own suspicion: the
 * advertiser can end such a conversion, not release it.
 */
public final class Lifecycle {

    private static final List<Assertion> COLUMNS =
            List.of(Assertion.PENDING, Assertion.APPROVED, Assertion.REJECTED, Assertion.REVERSED);

    // spotless:off
    private static final Map<ConversionStatus, Map<Assertion, Move>> TABLE = Map.of(
            //             says:  PENDING     APPROVED      REJECTED      REVERSED
            PENDING, row(stay(), to(APPROVED), to(REJECTED), to(REVERSED)),
            APPROVED, row(refused(), stay(), to(REJECTED), to(REVERSED)),
            HELD, row(stay(), refused(), to(REJECTED), to(REVERSED)),
            REJECTED, row(refused(), refused(), stay(), refused()),
            REVERSED, row(refused(), refused(), refused(), stay()));
    // spotless:on

    private Lifecycle() {}

    /** What the assertion does to a conversion that stands so. */
    public static Move move(ConversionStatus from, Assertion assertion) {
        if (assertion == Assertion.NOTHING) {
            return stay();
        }
        Map<Assertion, Move> row = TABLE.get(from);
        return row == null ? refused() : row.getOrDefault(assertion, refused());
    }

    /** Whether the conversion can still earn. */
    public static boolean isOpen(ConversionStatus status) {
        return status == PENDING || status == APPROVED || status == HELD;
    }

    /**
     * With which status a conversion begins that no rule stops. Where the advertiser says nothing, the goal's approval
     * decides; an approval newer than this reader leaves it pending.
     */
    public static ConversionStatus opening(Assertion assertion, Approval approval) {
        return switch (assertion) {
            case NOTHING -> approval == Approval.AUTO ? APPROVED : PENDING;
            case PENDING -> PENDING;
            case APPROVED -> APPROVED;
            case REJECTED -> REJECTED;
            case REVERSED -> REVERSED;
        };
    }

    private static Map<Assertion, Move> row(Move... moves) {
        Map<Assertion, Move> row = new EnumMap<>(Assertion.class);
        for (int column = 0; column < moves.length; column++) {
            row.put(COLUMNS.get(column), moves[column]);
        }
        return row;
    }

    private static Move to(ConversionStatus status) {
        return new Move.To(status);
    }

    private static Move stay() {
        return new Move.Stay();
    }

    private static Move refused() {
        return new Move.Refused();
    }
}

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
 * From where what leads where. REJECTED and REVERSED are final. HELD is the network's own suspicion: the advertiser can end
 * such a conversion, and neither it nor time can release it; a person can.
 */
public final class Lifecycle {

    private static final List<Prompt> COLUMNS = List.of(Prompt.values());

    // spotless:off
    private static final Map<ConversionStatus, Map<Prompt, Move>> TABLE = Map.of(
            //   advertiser says: PENDING    APPROVED      REJECTED      REVERSED      person: APPROVES    HOLDS
            // REJECTS       REVERSES      COMES DUE
            PENDING,
                    row(
                            stay(),
                            to(APPROVED),
                            to(REJECTED),
                            to(REVERSED),
                            to(APPROVED),
                            to(HELD),
                            to(REJECTED),
                            to(REVERSED),
                            to(APPROVED)),
            APPROVED,
                    row(
                            refused(),
                            stay(),
                            to(REJECTED),
                            to(REVERSED),
                            stay(),
                            to(HELD),
                            to(REJECTED),
                            to(REVERSED),
                            stay()),
            HELD,
                    row(
                            stay(),
                            refused(),
                            to(REJECTED),
                            to(REVERSED),
                            to(APPROVED),
                            stay(),
                            to(REJECTED),
                            to(REVERSED),
                            stay()),
            REJECTED, row(refused(), refused(), stay(), refused(), refused(), refused(), stay(), refused(), stay()),
            REVERSED, row(refused(), refused(), refused(), stay(), refused(), refused(), refused(), stay(), stay()));
    // spotless:on

    private Lifecycle() {}

    /** What the advertiser's word does to a conversion that stands so. */
    public static Move move(ConversionStatus from, Assertion assertion) {
        Prompt prompt = Prompt.of(assertion);
        return prompt == null ? stay() : move(from, prompt);
    }

    /** What happens to a conversion that stands so. */
    public static Move move(ConversionStatus from, Prompt prompt) {
        Map<Prompt, Move> row = TABLE.get(from);
        return row == null ? refused() : row.getOrDefault(prompt, refused());
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

    private static Map<Prompt, Move> row(Move... moves) {
        Map<Prompt, Move> row = new EnumMap<>(Prompt.class);
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

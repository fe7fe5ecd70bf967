package dev.ricochet.local.demo.traffic;

import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.reason.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must come of one request. */
public sealed interface Expected {

    /** The gateway refuses it. */
    record Refused(Refusal refusal) implements Expected {}

    /**
     * It is accepted and ends so.
     *
     * @param made the conversion version that it makes, if it makes one
     */
    record Ends(OutcomeKind kind, @Nullable Reason reason, Optional<Version> made) implements Expected {}

    /** It competes for room under a cap: the first ones convert as {@code made}, whichever they are, the rest is over it. */
    record Competes(Version made) implements Expected {}

    /**
     * It depends on how long after its click it came, which on a busy machine is not in the sender's hand. Both times are
     * known without the pipeline: they stand in the click id and in the receipt id.
     */
    record ByPace(Duration least, Ends sooner, Ends later) implements Expected {
        public Ends after(Duration clickToConversion) {
            return clickToConversion.compareTo(least) < 0 ? sooner : later;
        }
    }

    /** One version of a conversion. */
    record Version(
            int number,
            SampleAffiliate affiliate,
            ConversionStatus status,
            String currency,
            BigDecimal payout,
            BigDecimal revenue) {

        /** The same for nothing: rejected or reversed. */
        public Version worthless(ConversionStatus ended) {
            return new Version(number, affiliate, ended, currency, BigDecimal.ZERO, BigDecimal.ZERO);
        }
    }

    static Ends because(OutcomeKind kind, Reason reason) {
        return new Ends(kind, reason, Optional.empty());
    }

    static Ends made(OutcomeKind kind, Version version) {
        return new Ends(kind, null, Optional.of(version));
    }
}

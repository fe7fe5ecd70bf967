package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.lifecycle.Assertion;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ManualDecision;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.VersionCause;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What brings a version of a conversion about, as the version tells it. */
sealed interface Cause {

    Instant at();

    /** Signs the version. */
    void sign(Conversion.Builder version);

    /** What the advertiser has said of the conversion from now on, to the receipt that said it first. */
    default Map<String, String> heard(Map<String, String> before) {
        return before;
    }

    /** The advertiser's word. */
    record Report(Postback postback, String said) implements Cause {

        static Report of(Postback postback) {
            return new Report(postback, Assertion.of(postback.getStatus()).name());
        }

        @Override
        public Instant at() {
            return postback.getReceivedAt();
        }

        @Override
        public void sign(Conversion.Builder version) {
            unsigned(version, VersionCause.POSTBACK)
                    .setReceiptId(postback.getReceiptId())
                    .setRawStatus(postback.getRawStatus());
        }

        @Override
        public Map<String, String> heard(Map<String, String> before) {
            if (said.equals(Assertion.NOTHING.name())) {
                return before;
            }
            Map<String, String> heard = new HashMap<>(before);
            heard.putIfAbsent(said, postback.getReceiptId());
            return heard;
        }
    }

    /** A person's decision. */
    record Person(ManualDecision decision) implements Cause {

        @Override
        public Instant at() {
            return decision.getDecidedAt();
        }

        @Override
        public void sign(Conversion.Builder version) {
            unsigned(version, VersionCause.DECISION)
                    .setActor(decision.getActor())
                    .setNote(decision.getReason())
                    .setDecisionId(decision.getDecisionId());
        }
    }

    /** Time. */
    record Timer(Instant at) implements Cause {

        @Override
        public void sign(Conversion.Builder version) {
            unsigned(version, VersionCause.TIMER);
        }
    }

    private static Conversion.Builder unsigned(Conversion.Builder version, VersionCause cause) {
        return version.setCause(cause).setActor(null).setNote(null).setDecisionId(null);
    }
}

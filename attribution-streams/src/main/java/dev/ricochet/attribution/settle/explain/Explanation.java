package dev.ricochet.attribution.settle.explain;

import dev.ricochet.schemas.reason.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Why a decision came out as it did.
 *
 * @param reason the stable code
 * @param observed the value that the decision saw, with its unit
 * @param threshold what it was held against, with its unit
 * @param ruleId the rule that decided; null where no configured rule did
 * @param ruleVersion the version of the catalog entry that carries the rule
 * @param publicText what the rule wants affiliates and advertisers to be told; null: what is said of the reason
 */
public record Explanation(
        Reason reason,
        @Nullable String observed,
        @Nullable String threshold,
        @Nullable String ruleId,
        @Nullable Integer ruleVersion,
        @Nullable String publicText) {

    public static Explanation of(Reason reason) {
        return new Explanation(reason, null, null, null, null, null);
    }

    public Explanation observed(String value) {
        return new Explanation(reason, value, threshold, ruleId, ruleVersion, publicText);
    }

    public Explanation against(String value) {
        return new Explanation(reason, observed, value, ruleId, ruleVersion, publicText);
    }

    public Explanation byRule(String id, int version) {
        return new Explanation(reason, observed, threshold, id, version, publicText);
    }

    /** What affiliate and advertiser may be told. */
    public String publicReason() {
        return publicText != null ? publicText : PublicReason.of(reason);
    }
}

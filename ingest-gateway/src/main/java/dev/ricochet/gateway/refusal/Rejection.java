package dev.ricochet.gateway.refusal;

import dev.ricochet.schemas.event.FieldProblem;
import dev.ricochet.schemas.event.RejectedRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the record that is kept of a refusal: bounded, without secrets. */
final class Rejection {
    private static final int MOST_PROBLEMS = 64;
    private static final int NAME_KEPT = 100;
    private static final int PATH_KEPT = 512;
    private static final int QUERY_KEPT = 4_096;
    private static final int BODY_KEPT = 4_096;

    private static final SecretMask MASK = new SecretMask(SecretParameters.EVERYWHERE);

    private Rejection() {}

    /**
     * @param secrets the advertiser's own
     * @param httpStatus what was answered, which for a visitor sent to a fallback is not the refusal's own
     */
    static RejectedRequest record(
            String requestId, Instant at, Knock knock, Refused refused, int httpStatus, Secrets secrets) {
        SecretMask mask = MASK.with(secrets.parameters());
        return RejectedRequest.newBuilder()
                .setRequestId(requestId)
                .setRejectedAt(at)
                .setRoute(knock.route())
                .setReason(refused.reason().code())
                .setHttpStatus(httpStatus)
                .setAdvertiserId(Cut.orNull(NAME_KEPT, knock.advertiserId()))
                .setOfferId(Cut.orNull(NAME_KEPT, knock.offerId()))
                .setAffiliateId(Cut.orNull(NAME_KEPT, knock.affiliateId()))
                .setProblems(problems(refused, secrets))
                .setMethod(Cut.to(NAME_KEPT, knock.method()))
                .setPath(Cut.to(PATH_KEPT, knock.path()))
                .setQuery(kept(knock.query() == null ? null : mask.form(knock.query()), QUERY_KEPT, secrets))
                .setBody(kept(knock.body() == null ? null : mask.body(knock.body()), BODY_KEPT, secrets))
                .setIp(knock.address())
                .build();
    }

    private static List<FieldProblem> problems(Refused refused, Secrets secrets) {
        List<FieldProblem> problems = new ArrayList<>();
        if (refused.staffNote() != null) {
            problems.add(new FieldProblem("request", refused.reason().code(), refused.staffNote(), null));
        }
        refused.faults().stream()
                .limit(MOST_PROBLEMS)
                .map(fault -> new FieldProblem(
                        Cut.to(NAME_KEPT, fault.field()),
                        fault.code().code(),
                        fault.detail(),
                        kept(fault.value(), NAME_KEPT, secrets)))
                .forEach(problems::add);
        return problems;
    }

    private static @Nullable String kept(@Nullable String text, int most, Secrets secrets) {
        if (text == null) {
            return null;
        }
        String masked = text;
        for (String secret : secrets.values()) {
            masked = SecretMask.literal(masked, secret);
        }
        return Cut.to(most, masked);
    }
}

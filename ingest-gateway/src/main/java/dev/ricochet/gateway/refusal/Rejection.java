package dev.ricochet.gateway.refusal;

import dev.ricochet.gateway.dialect.Dialects;
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

    private static final SecretMask MASK = new SecretMask(Dialects.secretParameters());

    private Rejection() {}

    /**
     * @param secret the advertiser's own, to be masked wherever it stands; null where none is known
     * @param httpStatus what was answered, which for a visitor sent to a fallback is not the refusal's own
     */
    static RejectedRequest record(
            String requestId, Instant at, Knock knock, Refused refused, int httpStatus, @Nullable String secret) {
        return RejectedRequest.newBuilder()
                .setRequestId(requestId)
                .setRejectedAt(at)
                .setRoute(knock.route())
                .setReason(refused.reason().code())
                .setHttpStatus(httpStatus)
                .setAdvertiserId(Cut.orNull(NAME_KEPT, knock.advertiserId()))
                .setOfferId(Cut.orNull(NAME_KEPT, knock.offerId()))
                .setAffiliateId(Cut.orNull(NAME_KEPT, knock.affiliateId()))
                .setProblems(problems(refused, secret))
                .setMethod(Cut.to(NAME_KEPT, knock.method()))
                .setPath(Cut.to(PATH_KEPT, knock.path()))
                .setQuery(kept(knock.query() == null ? null : MASK.form(knock.query()), QUERY_KEPT, secret))
                .setBody(kept(knock.body() == null ? null : MASK.body(knock.body()), BODY_KEPT, secret))
                .setIp(knock.address())
                .build();
    }

    private static List<FieldProblem> problems(Refused refused, @Nullable String secret) {
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
                        kept(fault.value(), NAME_KEPT, secret)))
                .forEach(problems::add);
        return problems;
    }

    private static @Nullable String kept(@Nullable String text, int most, @Nullable String secret) {
        if (text == null) {
            return null;
        }
        return Cut.to(most, secret == null ? text : SecretMask.literal(text, secret));
    }
}

package dev.ricochet.gateway.refusal;

import dev.ricochet.schemas.event.FieldProblem;
import dev.ricochet.schemas.event.RejectedRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the record that is kept of a refusal: bounded, without secrets. Texts are cut first, so that masking is bounded too. */
final class Rejection {
    private static final int MOST_PROBLEMS = 64;
    private static final int NAME_KEPT = 100;
    private static final int PATH_KEPT = 512;
    private static final int NOTE_KEPT = 512;
    private static final int QUERY_KEPT = 4_096;
    private static final int BODY_KEPT = 4_096;

    private final SecretMask mask;
    private final Secrets secrets;

    /** @param secrets the advertiser's own */
    Rejection(SecretMask mask, Secrets secrets) {
        this.mask = mask;
        this.secrets = secrets;
    }

    /** @param httpStatus what was answered, which for a visitor sent to a fallback is not the refusal's own */
    RejectedRequest record(String requestId, Instant at, Knock knock, Refused refused, int httpStatus) {
        return RejectedRequest.newBuilder()
                .setRequestId(requestId)
                .setRejectedAt(at)
                .setRoute(knock.route())
                .setReason(refused.reason().code())
                .setHttpStatus(httpStatus)
                .setAdvertiserId(Cut.orNull(NAME_KEPT, knock.advertiserId()))
                .setOfferId(Cut.orNull(NAME_KEPT, knock.offerId()))
                .setAffiliateId(Cut.orNull(NAME_KEPT, knock.affiliateId()))
                .setProblems(problems(refused))
                .setMethod(Cut.to(NAME_KEPT, knock.method()))
                .setPath(Cut.to(PATH_KEPT, knock.path()))
                .setQuery(kept(knock.query(), QUERY_KEPT, mask::form))
                .setBody(kept(text(knock.body()), BODY_KEPT, mask::body))
                .setIp(knock.address())
                .build();
    }

    private List<FieldProblem> problems(Refused refused) {
        List<FieldProblem> problems = new ArrayList<>();
        String note = kept(refused.staffNote(), NOTE_KEPT, Function.identity());
        if (note != null) {
            problems.add(new FieldProblem("request", refused.reason().code(), note, null));
        }
        refused.faults().stream()
                .limit(MOST_PROBLEMS)
                .map(fault -> new FieldProblem(
                        Cut.to(NAME_KEPT, fault.field()),
                        fault.code().code(),
                        fault.detail(),
                        kept(fault.value(), NAME_KEPT, Function.identity())))
                .forEach(problems::add);
        return problems;
    }

    /** Null for what is no text, such as UTF-16, in which no secret could be found. */
    private static @Nullable String text(@Nullable String body) {
        return body == null || body.indexOf('\0') >= 0 ? null : body;
    }

    private @Nullable String kept(@Nullable String whole, int most, Function<String, String> byName) {
        if (whole == null) {
            return null;
        }
        String cut = Cut.to(most, whole);
        String masked = byName.apply(cut);
        for (String secret : secrets.values()) {
            masked = SecretMask.literal(masked, secret);
            masked = cut.length() < whole.length() ? SecretMask.severed(masked, secret) : masked;
        }
        return Cut.to(most, masked);
    }
}

package dev.ricochet.gateway.admin;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.Call.Caller;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.key.Role;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.event.AuditAction;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeRequestTest {
    private static final Precondition.Seen SEEN =
            new Precondition.Seen(EntityTag.of(anAdvertiser("acme").build()));

    private final Catalog catalog =
            aCatalog().withDefaults().with(anAdvertiser("idle")).build();

    @Test
    void shouldCountVersionsAndSaySinceWhenTheyHold() {
        Decision.Write write = (Decision.Write) put("acme", SEEN, "{\"token\": \"<kept>\", \"name\": \"A\"}");

        assertThat(write.answer().status()).isEqualTo(200);
        assertThat(write.answer().headers()).containsEntry("etag", EntityTag.of(write.entry()));
        Advertiser entry = (Advertiser) write.entry();
        assertThat(entry.getVersion()).isEqualTo(2);
        assertThat(entry.getEffectiveFrom()).isEqualTo(NOON);
        assertThat(entry.getToken()).isEqualTo("s3cret");
        assertThat(write.audit().getAction()).isEqualTo(AuditAction.CHANGED);
        assertThat(write.audit().getBefore()).doesNotContain("\"name\"");
        assertThat(write.audit().getAfter()).contains("\"name\":\"A\"", "\"token\":\"<kept>\"");
    }

    @Test
    void shouldWriteNothingWhereNothingChanges() {
        Decision same = put("acme", new Precondition.Present(), "{\"token\": \"<kept>\"}");

        assertThat(answer(same).status()).isEqualTo(200);
        assertThat(answer(same).headers()).containsEntry("etag", SEEN.tag());
    }

    @Test
    void shouldTellTheVersionThatIsThereToWhoSawAnother() {
        Answer answer = answer(put("acme", new Precondition.Seen("\"7-x\""), "{\"token\": \"t\"}"));

        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.headers()).containsEntry("etag", SEEN.tag());
    }

    @Test
    void shouldNotTakeAnEntryThatWasCreatedAgainForTheOneThatWasSeen() {
        Advertiser anew = Advertiser.newBuilder(anAdvertiser("acme").build())
                .setEffectiveFrom(NOON.plusSeconds(60))
                .build();
        Catalog again = Catalog.of(List.of(anew), List.of(), List.of(), List.of());

        Decision decision = new ChangeRequest<>(Shelf.ADVERTISERS, "acme", SEEN, "{\"token\": \"t\"}", caller())
                .decide(again, NOON);

        assertThat(anew.getVersion()).isEqualTo(1);
        assertThat(answer(decision).status()).isEqualTo(412);
    }

    @Test
    void shouldHoldEveryPreconditionAgainstWhatIsThere() {
        String body = "{\"token\": \"t\"}";

        assertThat(answer(put("acme", new Precondition.Absent(), body)).status())
                .isEqualTo(412);
        assertThat(answer(put("none", new Precondition.Present(), body)).status())
                .isEqualTo(412);
        assertThat(answer(put("none", SEEN, body)).status()).isEqualTo(412);
        assertThat(answer(put("acme", new Precondition.Unsaid(), body)).status())
                .isEqualTo(428);
        assertThat(answer(put("acme", new Precondition.Malformed("If-Match", "x"), body))
                        .status())
                .isEqualTo(400);
        assertThat(put("none", new Precondition.Absent(), body)).isInstanceOf(Decision.Write.class);
        assertThat(answer(delete("none", new Precondition.Present())).status()).isEqualTo(404);
    }

    @Test
    void shouldDeleteOnlyWhatNobodyRefersTo() {
        assertThat(answer(delete("acme", SEEN)).status()).isEqualTo(409);

        Decision.Write write = (Decision.Write) delete("idle", SEEN);
        assertThat(write.entry()).isNull();
        assertThat(write.audit().getAction()).isEqualTo(AuditAction.DELETED);
        assertThat(write.audit().getVersion()).isNull();
        assertThat(write.audit().toString()).doesNotContain("s3cret");
    }

    private Decision put(String id, Precondition precondition, String body) {
        return decide(new ChangeRequest<>(Shelf.ADVERTISERS, id, precondition, body, caller()));
    }

    private Decision delete(String id, Precondition precondition) {
        return decide(new ChangeRequest<>(Shelf.ADVERTISERS, id, precondition, null, caller()));
    }

    private Decision decide(ChangeRequest<Advertiser> request) {
        return request.decide(catalog, NOON);
    }

    private static Answer answer(Decision decision) {
        return ((Decision.Settled) decision).answer();
    }

    private static Caller caller() {
        return new Caller("ann", Role.ADMIN, "127.0.0.1");
    }
}

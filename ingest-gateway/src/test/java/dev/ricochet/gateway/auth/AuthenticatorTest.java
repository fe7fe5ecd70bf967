package dev.ricochet.gateway.auth;

import static dev.ricochet.schemas.catalog.AuthRequirement.HMAC;
import static dev.ricochet.schemas.catalog.AuthRequirement.HTTPS;
import static dev.ricochet.schemas.catalog.AuthRequirement.IP;
import static dev.ricochet.schemas.catalog.AuthRequirement.TOKEN;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.schemas.reason.Refusal;
import dev.ricochet.testkit.fixture.AdvertiserFixture;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
    private static final String ADDRESS = "198.51.100.4";

    private final Authenticator authenticator =
            new Authenticator(Authenticator.DEFAULT_TOLERANCE, InstantSource.fixed(NOON));

    @Test
    void shouldAdmitTheTokenOfTheAdvertiser() {
        assertThat(judge(anAdvertiser("acme").token("s3cret"), "s3cret", ADDRESS, false))
                .isEqualTo(Admission.ADMITTED);
    }

    @Test
    void shouldTellAMissingTokenFromAWrongOne() {
        assertThat(reason(anAdvertiser("acme"), null, ADDRESS, false)).isEqualTo(Refusal.MISSING_TOKEN);
        assertThat(reason(anAdvertiser("acme"), "s3cre", ADDRESS, false)).isEqualTo(Refusal.BAD_TOKEN);
        assertThat(reason(anAdvertiser("acme"), "s3crets", ADDRESS, false)).isEqualTo(Refusal.BAD_TOKEN);
        assertThat(reason(anAdvertiser("acme"), "", ADDRESS, false)).isEqualTo(Refusal.BAD_TOKEN);
    }

    @Test
    void shouldAdmitNobodyWhereTheRequiredTokenIsNotSet() {
        assertThat(reason(anAdvertiser("acme").token(""), "", ADDRESS, false)).isEqualTo(Refusal.MISCONFIGURED);
    }

    @Test
    void shouldAdmitAddressesOfTheBlocksOnly() {
        AdvertiserFixture advertiser =
                anAdvertiser("acme").requiring(IP).allowing("198.51.100.0/28", "2001:db8:1::/48", "203.0.113.9");
        assertThat(judge(advertiser, null, "198.51.100.15", false)).isEqualTo(Admission.ADMITTED);
        assertThat(judge(advertiser, null, "2001:db8:1:0:ffff::1", false)).isEqualTo(Admission.ADMITTED);
        assertThat(judge(advertiser, null, "203.0.113.9", false)).isEqualTo(Admission.ADMITTED);
        assertThat(reason(advertiser, null, "198.51.100.16", false)).isEqualTo(Refusal.ADDRESS_NOT_ALLOWED);
        assertThat(reason(advertiser, null, "2001:db8:2::1", false)).isEqualTo(Refusal.ADDRESS_NOT_ALLOWED);
        assertThat(reason(advertiser, null, null, false)).isEqualTo(Refusal.ADDRESS_NOT_ALLOWED);
    }

    @Test
    void shouldAdmitNobodyThroughABlockThatIsNone() {
        AdvertiserFixture advertiser = anAdvertiser("acme").requiring(IP).allowing("198.51.100.0/99", "");
        assertThat(reason(advertiser, null, ADDRESS, false)).isEqualTo(Refusal.ADDRESS_NOT_ALLOWED);
        assertThat(reason(anAdvertiser("acme").requiring(IP), null, ADDRESS, false))
                .isEqualTo(Refusal.MISCONFIGURED);
    }

    @Test
    void shouldTakeEncryptedConnectionsOnlyWhereAsked() {
        AdvertiserFixture advertiser = anAdvertiser("acme").requiring(HTTPS);
        assertThat(reason(advertiser, null, ADDRESS, false)).isEqualTo(Refusal.HTTPS_REQUIRED);
        assertThat(judge(advertiser, null, ADDRESS, true)).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void shouldAdmitNobodyWhereTheRequiredSecretIsNotSet() {
        AdvertiserFixture advertiser = anAdvertiser("acme").requiring(HMAC);
        assertThat(judgeSigned(advertiser, new SignedRequest("1", "v1=00", "GET", "/p/acme", "", new byte[0])))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.reason()).isEqualTo(Refusal.MISCONFIGURED));
    }

    @Test
    void shouldSayWhatIsMissingBeforeItComparesAnything() {
        AdvertiserFixture advertiser =
                anAdvertiser("acme").requiring(HMAC, TOKEN, HTTPS).hmacSecrets("h");
        assertThat(reason(advertiser, null, ADDRESS, false)).isEqualTo(Refusal.HTTPS_REQUIRED);
        assertThat(reason(advertiser, null, ADDRESS, true)).isEqualTo(Refusal.MISSING_TOKEN);
        assertThat(reason(advertiser, "wrong", ADDRESS, true)).isEqualTo(Refusal.MISSING_SIGNATURE);
        assertThat(reason(advertiser, "s3cret", ADDRESS, true)).isEqualTo(Refusal.MISSING_SIGNATURE);
    }

    @Test
    void shouldNeedEveryRequirement() {
        AdvertiserFixture advertiser = anAdvertiser("acme").requiring(TOKEN, IP).allowing("198.51.100.0/24");
        assertThat(judge(advertiser, "s3cret", ADDRESS, false)).isEqualTo(Admission.ADMITTED);
        assertThat(reason(advertiser, "wrong", ADDRESS, false)).isEqualTo(Refusal.BAD_TOKEN);
        assertThat(reason(advertiser, "s3cret", "192.0.2.1", false)).isEqualTo(Refusal.ADDRESS_NOT_ALLOWED);
    }

    @Test
    void shouldTakeAnybodyWhereNothingIsRequired() {
        assertThat(judge(anAdvertiser("acme").requiring(), null, null, false)).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void shouldNotShowTheToken() {
        assertThat(new Credentials("s3cret", ADDRESS, true).toString()).doesNotContain("s3cret");
    }

    private Admission judge(AdvertiserFixture advertiser, String token, String address, boolean encrypted) {
        return authenticator.judge(advertiser.build(), new Credentials(token, address, encrypted));
    }

    private Admission judgeSigned(AdvertiserFixture advertiser, SignedRequest request) {
        return authenticator.judge(advertiser.build(), new Credentials(null, ADDRESS, true, () -> request));
    }

    private Refusal reason(AdvertiserFixture advertiser, String token, String address, boolean encrypted) {
        return ((Denied) judge(advertiser, token, address, encrypted)).reason();
    }
}

package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Node.quoted;

import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import dev.ricochet.schemas.catalog.AuthRequirement;
import dev.ricochet.schemas.catalog.CustomAcknowledgement;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advertisers and affiliates out of a catalog file. Versions are given later, when it is known what changed. */
final class PartyReader {
    private static final int LIVE_SECRETS = 2;
    private static final int LONGEST_SECRET = 256;
    private static final int SHORTEST_KEY = 16;
    private static final int OK = 200;
    private static final int LAST_SUCCESS = 299;
    private static final int LONGEST_ACKNOWLEDGEMENT = 1_024;
    private static final int MOST_PER_SECOND = 1_000_000;
    private static final Pattern MEDIA_TYPE = Pattern.compile("[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+(; *[A-Za-z0-9=.+-]+)*");

    private PartyReader() {}

    static Advertiser advertiser(Node node, Entries present) {
        String id = node.id();
        Advertiser known = present.advertisers().get(id);
        String token = node.secret("token", known == null ? List.of() : some(known.getToken()));
        List<AuthRequirement> require = require(node, token);
        List<String> ips = node.texts("allow_ips");
        ips.forEach(ip -> checkCidr(node, ip));
        List<String> hmac = node.secrets("hmac_secrets", known == null ? List.of() : known.getHmacSecrets());
        checkRequired(node, require, token, ips, hmac);
        String dialect = node.optionalText("dialect");
        if (dialect != null && !DialectPresets.names().contains(dialect)) {
            node.report("dialect", quoted(dialect), "one of " + String.join(", ", DialectPresets.names()));
        }
        return Advertiser.newBuilder()
                .setId(id)
                .setVersion(0)
                .setEffectiveFrom(EffectiveFrom.read(node))
                .setName(node.optionalText("name"))
                .setToken(token)
                .setRequire(require)
                .setAllowIps(ips)
                .setHmacSecrets(hmac)
                .setDialect(dialect == null ? DialectPresets.DEFAULT : dialect)
                .setWording(node.object("wording", WordingReader::wording).orElse(null))
                .setAcknowledgement(node.object("acknowledgement", PartyReader::acknowledgement)
                        .orElse(null))
                .setRequestsPerSecond(requestsPerSecond(node))
                .setLockedUntil(EffectiveFrom.time(node, "locked_until"))
                .build();
    }

    static Affiliate affiliate(Node node, Entries present) {
        String id = node.id();
        Affiliate known = present.affiliates().get(id);
        String token = node.secret("token", known == null ? List.of() : some(known.getToken()));
        checkToken(node, token);
        return Affiliate.newBuilder()
                .setId(id)
                .setVersion(0)
                .setEffectiveFrom(EffectiveFrom.read(node))
                .setName(node.optionalText("name"))
                .setStatus(node.oneOf("status", AffiliateStatus.class, AffiliateStatus.ACTIVE))
                .setToken(token)
                .build();
    }

    private static List<String> some(@Nullable String token) {
        return token == null ? List.of() : List.of(token);
    }

    private static CustomAcknowledgement acknowledgement(Node node) {
        long status = node.has("status") ? node.count("status") : OK;
        if (status < OK || status > LAST_SUCCESS) {
            node.report("status", String.valueOf(status), "200 to 299: what is acknowledged was taken");
        }
        String contentType = node.optionalText("content_type");
        String body = node.optionalText("body");
        if (contentType != null && !MEDIA_TYPE.matcher(contentType).matches()) {
            node.report("content_type", quoted(contentType), "a media type such as text/plain");
        }
        if (body != null && body.length() > LONGEST_ACKNOWLEDGEMENT) {
            node.report("body", body.length() + " characters", "at most " + LONGEST_ACKNOWLEDGEMENT);
        }
        CustomAcknowledgement.Builder acknowledgement =
                CustomAcknowledgement.newBuilder().setStatus((int) status);
        if (contentType != null) {
            acknowledgement.setContentType(contentType);
        }
        return acknowledgement.setBody(body == null ? "" : body).build();
    }

    private static @Nullable Integer requestsPerSecond(Node node) {
        if (!node.has("requests_per_second")) {
            return null;
        }
        long rate = node.count("requests_per_second");
        if (rate > MOST_PER_SECOND) {
            node.report("requests_per_second", String.valueOf(rate), "at most " + MOST_PER_SECOND);
        }
        return (int) Math.min(rate, MOST_PER_SECOND);
    }

    private static void checkToken(Node node, @Nullable String token) {
        if (token != null && (token.isBlank() || token.length() > LONGEST_SECRET)) {
            node.report("token", Node.SECRET, "1 to 256 characters");
        }
    }

    /** Left out it means the token, if there is one; taking postbacks from anybody has to be written down. */
    private static List<AuthRequirement> require(Node node, @Nullable String token) {
        if (node.has("require")) {
            return node.listOf("require", AuthRequirement.class, AuthRequirement.TOKEN);
        }
        if (token == null) {
            node.report("require", "missing", "[token] with a token, or [] to take postbacks from anybody");
        }
        return List.of(AuthRequirement.TOKEN);
    }

    private static void checkRequired(
            Node node, List<AuthRequirement> require, @Nullable String token, List<String> ips, List<String> hmac) {
        if (require.contains(AuthRequirement.TOKEN) && node.has("require") && token == null) {
            node.report("token", "missing", "the token that `require` asks for");
        }
        checkToken(node, token);
        if (require.contains(AuthRequirement.IP) && ips.isEmpty()) {
            node.report("allow_ips", "empty", "the CIDR blocks that `require` asks for");
        }
        if (require.contains(AuthRequirement.HMAC) && hmac.isEmpty()) {
            node.report("hmac_secrets", "empty", "the secret that `require` asks for");
        }
        if (!hmac.stream().allMatch(PartyReader::wellFormed)) {
            node.report("hmac_secrets", Node.SECRET, "each 16 to 256 characters");
        }
        if (hmac.size() > LIVE_SECRETS) {
            node.report("hmac_secrets", hmac.size() + " secrets", "at most two: the new one and the one it replaces");
        }
    }

    private static boolean wellFormed(String secret) {
        // A name was reported already: there was nothing of that name to keep.
        return KeptSecret.isName(secret) || (secret.length() >= SHORTEST_KEY && secret.length() <= LONGEST_SECRET);
    }

    private static void checkCidr(Node node, String text) {
        if (!AddressBlock.isOne(text)) {
            node.report("allow_ips", quoted(text), AddressBlock.EXPECTED);
        }
    }
}

package dev.ricochet.local.catalog;

import static dev.ricochet.local.catalog.Node.quoted;

import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import dev.ricochet.schemas.catalog.AuthRequirement;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Advertisers and affiliates out of a catalog file. Versions are given later, when it is known what changed. */
final class PartyReader {
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowWildcardedSeparator(false)
            .allow_inet_aton(false)
            .toParams();
    private static final int LIVE_SECRETS = 2;
    private static final int LONGEST_SECRET = 256;

    private PartyReader() {}

    static Advertiser advertiser(Node node, Entries present) {
        String id = node.id();
        Advertiser known = present.advertisers().get(id);
        String token = node.secret("token", known == null ? null : known.getToken());
        List<AuthRequirement> require = require(node, token);
        List<String> ips = node.texts("allow_ips");
        ips.forEach(ip -> checkCidr(node, ip));
        List<String> hmac = node.secrets("hmac_secrets", known == null ? List.of() : known.getHmacSecrets());
        checkRequired(node, require, token, ips, hmac);
        String dialect = node.optionalText("dialect");
        if (dialect != null && !Supported.DIALECTS.contains(dialect)) {
            node.report("dialect", quoted(dialect), "one of " + String.join(", ", Supported.DIALECTS));
        }
        return Advertiser.newBuilder()
                .setId(id)
                .setVersion(0)
                .setEffectiveFrom(Instant.EPOCH)
                .setName(node.optionalText("name"))
                .setToken(token)
                .setRequire(require)
                .setAllowIps(ips)
                .setHmacSecrets(hmac)
                .setDialect(dialect == null ? "ricochet" : dialect)
                .build();
    }

    static Affiliate affiliate(Node node) {
        return Affiliate.newBuilder()
                .setId(node.id())
                .setVersion(0)
                .setEffectiveFrom(Instant.EPOCH)
                .setName(node.optionalText("name"))
                .setStatus(node.oneOf("status", AffiliateStatus.class, AffiliateStatus.ACTIVE))
                .build();
    }

    /** Left out it means the token, if there is one; taking postbacks from anybody has to be written down. */
    private static List<AuthRequirement> require(Node node, @Nullable String token) {
        if (node.has("require")) {
            List<AuthRequirement> require = node.listOf("require", AuthRequirement.class, AuthRequirement.TOKEN);
            require.forEach(one -> Supported.authentication(node, one));
            return require;
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
        if (token != null && (token.isBlank() || token.length() > LONGEST_SECRET)) {
            node.report("token", Node.SECRET, "1 to 256 characters");
        }
        if (require.contains(AuthRequirement.IP) && ips.isEmpty()) {
            node.report("allow_ips", "empty", "the CIDR blocks that `require` asks for");
        }
        if (require.contains(AuthRequirement.HMAC) && hmac.isEmpty()) {
            node.report("hmac_secrets", "empty", "the secret that `require` asks for");
        }
        if (hmac.size() > LIVE_SECRETS) {
            node.report("hmac_secrets", hmac.size() + " secrets", "at most two: the new one and the one it replaces");
        }
    }

    private static void checkCidr(Node node, String text) {
        try {
            new IPAddressString(text, STRICT).toAddress();
        } catch (AddressStringException | inet.ipaddr.IncompatibleAddressException malformed) {
            node.report("allow_ips", quoted(text), "an address or CIDR block such as 203.0.113.0/24 or 2001:db8::/32");
        }
    }
}

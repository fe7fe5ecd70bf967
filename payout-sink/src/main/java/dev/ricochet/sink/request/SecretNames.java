package dev.ricochet.sink.request;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Names under which people put keys into a query. Rather too many: what is masked by mistake costs a look at the catalog. */
final class SecretNames {

    private static final Set<String> PARTS =
            Set.of("token", "secret", "passw", "pwd", "apikey", "auth", "signature", "credential", "session", "hash");
    private static final Set<String> WHOLE = Set.of("key", "sig", "pass", "pw", "code", "k", "security");

    private SecretNames() {}

    static boolean match(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
        return WHOLE.contains(plain)
                || PARTS.stream().anyMatch(plain::contains)
                || Stream.of("key", "code").anyMatch(plain::endsWith);
    }
}

package dev.ricochet.attribution.settle.dedupe;

import com.github.f4b6a3.uuid.UuidCreator;
import com.github.f4b6a3.uuid.enums.UuidNamespace;
import dev.ricochet.attribution.settle.rules.CompoundKey;
import java.util.UUID;

/** Names conversions, so that a replay of the same records gives the same names. */
final class ConversionIds {

    private static final UUID NAMESPACE =
            UuidCreator.getNameBasedSha1(UuidNamespace.NAMESPACE_DNS, "conversions.ricochet.dev");

    private ConversionIds() {}

    /**
     * The conversion that this receipt begins. The receipt is part of the name because an order that comes again after
     * its time to live is another conversion and must not take the id of the old one.
     */
    static String begunBy(Identity identity, String receiptId) {
        return UuidCreator.getNameBasedSha1(NAMESPACE, CompoundKey.of(identity.key(), receiptId))
                .toString();
    }
}

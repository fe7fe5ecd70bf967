package dev.ricochet.schemas.serde;

import org.apache.avro.Conversion;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro that the classes generated from our own schemas may be made from data.
 *
 * <p>Since 1.12.2 Avro makes no object of a class that is not on a list of trusted ones, and the application's own generated classes
 * are not on it: reading a record, and even building one with an enum's default, ends in a SecurityException. The list is meant to
 * come from a system property, which each service, test and foreign consumer would have to set. Instead this class is named in
 * {@code META-INF/services}: Avro makes every registered conversion when it makes a {@code SpecificData}, and each generated class
 * makes one before it does anything else. As a conversion it is for a logical type that no schema has.
 */
public final class TrustInGeneratedRecords extends Conversion<TrustInGeneratedRecords> {

    private static final String PACKAGES = "dev.ricochet.schemas.";

    static {
        ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
        ClassSecurityPredicate ours = type -> type.getName().startsWith(PACKAGES);
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(before, ours));
    }

    @Override
    public Class<TrustInGeneratedRecords> getConvertedType() {
        return TrustInGeneratedRecords.class;
    }

    @Override
    public String getLogicalTypeName() {
        return "dev.ricochet.trust";
    }
}

package dev.ricochet.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Writes what {@link SpecificDatumWriter} writes. Most fields of our records are "null or one thing", for which Avro looks up
 * the branch by the name of the value's type; whether it is null tells as much.
 */
final class LeanWriter<V> extends SpecificDatumWriter<V> {

    LeanWriter(Schema schema, SpecificData model) {
        super(schema, model);
    }

    @Override
    protected int resolveUnion(Schema union, Object datum) {
        if (union.getTypes().size() == 2) {
            boolean nullFirst = union.getTypes().get(0).getType() == Schema.Type.NULL;
            if (nullFirst || union.getTypes().get(1).getType() == Schema.Type.NULL) {
                return (datum == null) == nullFirst ? 0 : 1;
            }
        }
        return super.resolveUnion(union, datum);
    }
}

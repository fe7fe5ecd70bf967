package dev.ricochet.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What holds of every schema, so that a reader of the contract may rely on it. */
class SchemaHabitsTest {

    private static final Set<String> MONEY = Set.of("sale_amount", "payout", "revenue", "amount", "percent");
    private static final LogicalType DECIMAL = LogicalTypes.decimal(24, 6);

    /** One unit of some currencies is less than a millionth of another's. */
    private static final Set<String> EXCHANGE_RATES = Set.of("rate");

    private static final LogicalType EXCHANGE_RATE = LogicalTypes.decimal(28, 12);
    private static final Set<Schema> NAMED = Contract.named();

    @Test
    void shouldBeLookedAtInWhole() {
        assertThat(NAMED)
                .extracting(Schema::getName)
                .contains("Click", "FieldProblem", "ConversionStatus", "FraudRules", "PriceModel");
        assertThat(fields()).hasSizeGreaterThan(200);
    }

    @Test
    void shouldSayWhatEachTypeIsFor() {
        assertThat(NAMED.stream().filter(schema -> isBlank(schema.getDoc()))).isEmpty();
    }

    @Test
    void shouldSayWhatEachFieldMeans() {
        assertThat(fields()).filteredOn(field -> isBlank(field.field.doc())).isEmpty();
    }

    @Test
    void shouldHaveADefaultForSymbolsThatAreNewerThanTheReader() {
        assertThat(NAMED.stream()
                        .filter(schema -> schema.getType() == Schema.Type.ENUM)
                        .filter(schema -> schema.getEnumDefault() == null))
                .isEmpty();
    }

    @Test
    void shouldNameFieldsInLowerCaseAndNeverTransactionId() {
        assertThat(fields())
                .filteredOn(field -> !field.field.name().matches("[a-z][a-z0-9]*(_[a-z0-9]+)*")
                        || field.field.name().equals("transaction_id"))
                .isEmpty();
    }

    @Test
    void shouldHoldNothingInFloatingPoint() {
        assertThat(fields())
                .filteredOn(field -> Set.of(Schema.Type.FLOAT, Schema.Type.DOUBLE)
                        .contains(field.type().getType()))
                .isEmpty();
    }

    @Test
    void shouldHoldMoneyAsDecimalOfTheSamePrecision() {
        assertThat(fields())
                .filteredOn(field ->
                        MONEY.contains(field.field.name()) || field.type().getType() == Schema.Type.BYTES)
                // How an amount is found is a record of its own.
                .filteredOn(field -> !field.type().getName().equals("Price"))
                .filteredOn(field -> !EXCHANGE_RATES.contains(field.field.name()))
                .isNotEmpty()
                .allMatch(isLogical(DECIMAL));
    }

    @Test
    void shouldHoldExchangeRatesFineEnoughForEveryPair() {
        assertThat(fields())
                .filteredOn(field -> EXCHANGE_RATES.contains(field.field.name()))
                .isNotEmpty()
                .allMatch(isLogical(EXCHANGE_RATE));
    }

    @Test
    void shouldHoldMomentsAsTimestamps() {
        assertThat(fields())
                .filteredOn(field -> field.field.name().matches(".*_at|effective_from|hour"))
                .isNotEmpty()
                .allMatch(isLogical(LogicalTypes.timestampMillis()));
    }

    @Test
    void shouldNameTheUnitOfDurations() {
        assertThat(fields())
                .filteredOn(field -> field.type().getType() == Schema.Type.LONG
                        && field.type().getLogicalType() == null)
                .filteredOn(field -> field.field.name().matches(".*(window|hold|ttl|duration|delay|retry_after).*"))
                .isNotEmpty()
                .allMatch(field -> field.field.name().endsWith("_ms"));
    }

    private static Predicate<Field> isLogical(LogicalType type) {
        return field -> type.equals(field.type().getLogicalType());
    }

    private static boolean isBlank(String doc) {
        return doc == null || doc.isBlank();
    }

    private static List<Field> fields() {
        return NAMED.stream()
                .filter(schema -> schema.getType() == Schema.Type.RECORD)
                .flatMap(schema -> schema.getFields().stream().map(field -> new Field(schema, field)))
                .toList();
    }

    private record Field(Schema of, Schema.Field field) {

        /** The type, seen through "or null". */
        Schema type() {
            Schema type = field.schema();
            return type.isUnion()
                    ? type.getTypes().stream()
                            .filter(branch -> branch.getType() != Schema.Type.NULL)
                            .findFirst()
                            .orElseThrow()
                    : type;
        }

        @Override
        public String toString() {
            return of.getFullName() + "." + field.name();
        }
    }
}

package dev.ricochet.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class SchemaRegistrarTest {

    private static final String SUBJECT = Topics.AFFILIATES.subject();

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient(List.of(new AvroSchemaProvider()));

    @Test
    void shouldRegisterTheSchemaOfEveryTopicWithFullBackwardCompatibility() throws Exception {
        RegistrationReport report = SchemaRegistrar.register(registry);

        assertThat(report.isGood()).isTrue();
        assertThat(report.subjects())
                .allMatch(SchemaResult.Registered.class::isInstance)
                .extracting(SchemaResult::subject)
                .containsExactlyElementsOf(
                        Topics.records().stream().map(Topic::subject).toList());
        for (Topic<?> topic : Topics.records()) {
            assertThat(registry.getCompatibility(topic.subject())).isEqualTo("BACKWARD_TRANSITIVE");
        }
    }

    @Test
    void shouldLetTheSerdesOfEveryTopicStart() throws Exception {
        SchemaRegistrar.register(registry);

        RecordSerdes serdes = new RecordSerdes(registry);

        for (Topic<?> topic : Topics.records()) {
            assertThat(serdes.of(topic)).isNotNull();
        }
    }

    @Test
    void shouldFindNothingToDoTheSecondTime() throws Exception {
        SchemaRegistrar.register(registry);

        RegistrationReport second = SchemaRegistrar.register(registry);

        assertThat(second.subjects())
                .allMatch(result -> result instanceof SchemaResult.Same same && same.id() > 0 && same.levelWasSet());
    }

    @Test
    void shouldTellWhatItWouldRegisterWithoutRegisteringIt() throws Exception {
        RegistrationReport report = SchemaRegistrar.check(registry);

        assertThat(report.isGood()).isTrue();
        assertThat(report.subjects()).allMatch(SchemaResult.Registered.class::isInstance);
        assertThat(SchemaRegistrar.check(registry)).isEqualTo(report);
    }

    @Test
    void shouldTellThatASubjectIsNotYetFullyBackwardCompatibleAndMakeItSo() throws Exception {
        registry.register(SUBJECT, new AvroSchema(Affiliate.getClassSchema()));
        registry.updateCompatibility(SUBJECT, "NONE");

        assertThat(resultOf(SchemaRegistrar.check(registry)))
                .isInstanceOfSatisfying(
                        SchemaResult.Same.class,
                        same -> assertThat(same.levelWasSet()).isFalse());
        assertThat(registry.getCompatibility(SUBJECT)).isEqualTo("NONE");
        SchemaRegistrar.register(registry);

        assertThat(registry.getCompatibility(SUBJECT)).isEqualTo("BACKWARD_TRANSITIVE");
    }

    @Test
    void shouldRegisterAnotherVersionWhenItReadsAllOlderOnes() throws Exception {
        registry.register(SUBJECT, new AvroSchema(affiliate("version", "effective_from")));

        SchemaRegistrar.register(registry);

        assertThat(registry.getAllVersions(SUBJECT)).containsExactly(1, 2);
    }

    @Test
    void shouldReportASchemaThatCannotReadAnOlderVersionAndRegisterTheOthers() throws Exception {
        // The first version has no effective_from, for which the program's own schema has no default. The second one
        // has it:
        // whoever looks at the latest version only sees nothing.
        registry.updateCompatibility(SUBJECT, "NONE");
        registry.register(SUBJECT, new AvroSchema(affiliate("version")));
        registry.register(SUBJECT, new AvroSchema(affiliate("version", "effective_from")));

        RegistrationReport checked = SchemaRegistrar.check(registry);
        RegistrationReport registered = SchemaRegistrar.register(registry);

        assertThat(checked.isGood()).isFalse();
        assertThat(resultOf(registered))
                .isEqualTo(resultOf(checked))
                .isInstanceOfSatisfying(
                        SchemaResult.Incompatible.class,
                        incompatible -> assertThat(incompatible.messages())
                                .isNotEmpty()
                                .allSatisfy(message -> assertThat(message)
                                        .startsWith("version 1: ")
                                        .contains("effective_from", "in the new schema", "in the old schema")));
        assertThat(registry.getAllVersions(SUBJECT)).containsExactly(1, 2);
        assertThat(registry.getAllVersions(Topics.OFFERS.subject())).containsExactly(1);
    }

    @Test
    void shouldNotTakeAWrongAddressForAnEmptyRegistry() {
        MockSchemaRegistryClient wrongAddress = new MockSchemaRegistryClient() {
            @Override
            public int getId(String subject, ParsedSchema schema) throws IOException, RestClientException {
                throw new RestClientException("Could not find resource", 404, 404);
            }
        };

        assertThatExceptionOfType(RestClientException.class)
                .isThrownBy(() -> SchemaRegistrar.check(wrongAddress))
                .withMessageContaining("Could not find resource");
    }

    private static SchemaResult resultOf(RegistrationReport report) {
        return report.subjects().stream()
                .filter(result -> result.subject().equals(SUBJECT))
                .findFirst()
                .orElseThrow();
    }

    private static Schema affiliate(String... numbers) {
        SchemaBuilder.FieldAssembler<Schema> fields = SchemaBuilder.record("Affiliate")
                .namespace("dev.ricochet.schemas.catalog")
                .fields()
                .requiredString("id");
        for (String number : numbers) {
            fields = number.equals("version") ? fields.requiredInt(number) : fields.requiredLong(number);
        }
        return fields.endRecord();
    }
}

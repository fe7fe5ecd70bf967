package dev.ricochet.kit;

import dev.ricochet.kit.config.ConfigurationTable;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.service.Service;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    @Test
    void shouldShowTheKeysOfEveryService() throws Exception {
        ConfigurationTable.of(Service.settings("ingest-gateway", KafkaConnection::from))
                .requireIn(Path.of("README.md"));
    }
}

package dev.ricochet.attribution.stats.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The routes' description: written as YAML for those who change it, served as JSON for those who generate from it. */
final class OpenApi {

    private static final String RESOURCE = "openapi.yaml";

    private OpenApi() {}

    static ObjectNode document() {
        try (InputStream text = OpenApi.class.getResourceAsStream(RESOURCE)) {
            if (text == null) {
                throw new IllegalStateException(RESOURCE + " is not beside its class");
            }
            return (ObjectNode) new YAMLMapper().readTree(text);
        } catch (IOException broken) {
            throw new UncheckedIOException("openapi.yaml cannot be read", broken);
        }
    }
}

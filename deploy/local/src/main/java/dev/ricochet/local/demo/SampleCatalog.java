package dev.ricochet.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The sample catalog file. */
public final class SampleCatalog {
    private static final String FILE = "sample-catalog.yaml";
    private static final String STANDARD_AFFILIATES = "http://127.0.0.1:8090/";

    private SampleCatalog() {}

    /** As it lies in the repository: the affiliates' server listens on port 8090. */
    public static String text() {
        try (InputStream file = SampleCatalog.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the program");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** With the affiliates' server on another port. */
    public static String withAffiliatesAt(int port) {
        return text().replace(STANDARD_AFFILIATES, "http://127.0.0.1:" + port + "/");
    }
}

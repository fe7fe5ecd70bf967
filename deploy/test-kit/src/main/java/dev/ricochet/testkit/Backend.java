package dev.ricochet.testkit;

/** Where broker and registry come from. */
interface Backend extends AutoCloseable {

    String PROPERTY = "kafka.backend";

    String bootstrapServers();

    String registryUrl();

    @Override
    void close();

    /** The backend that the system property names, started and ready. */
    static Backend start() {
        String name = System.getProperty(PROPERTY, "embedded");
        return switch (name) {
            case "embedded" -> EmbeddedBackend.start();
            case "testcontainers" -> ContainerBackend.start();
            default ->
                throw new IllegalArgumentException(PROPERTY + " is " + name + "; expected embedded or testcontainers");
        };
    }
}

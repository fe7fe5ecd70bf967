package dev.ricochet.local.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The broker's process: gives an empty log directory its cluster id, then runs Kafka. The argument is the properties file. */
public final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        Path properties = Path.of(arguments[0]);
        if (!isFormatted(properties)) {
            format(properties);
        }
        Kafka.main(new String[] {properties.toString()});
    }

    private static boolean isFormatted(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"));
    }

    private static void format(Path properties) {
        String[] command = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", properties.toString()};
        int exitCode = StorageTool.execute(command, System.out);
        if (exitCode != 0) {
            throw new IllegalStateException("formatting the log directory ended with " + exitCode);
        }
    }
}

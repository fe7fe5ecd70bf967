package dev.ricochet.gateway.visitor;

import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.kit.service.ServiceRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MaxMind file that may be replaced while the gateway runs. It is looked at every few seconds on a worker thread; a new
 * one that cannot be read is reported once, and what was read before stays in use.
 */
public final class CountryFile implements Countries {
    private static final Logger log = LoggerFactory.getLogger(CountryFile.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Path file;
    private final GatewayMetrics metrics;
    private volatile Countries table = Countries.UNKNOWN;
    private @Nullable Stamp read;

    private record Stamp(long modifiedMillis, long bytes) {}

    CountryFile(Path file, GatewayMetrics metrics) {
        this.file = file;
        this.metrics = metrics;
    }

    /**
     * Reads the file and watches it until shutdown.
     *
     * @throws IllegalStateException if it cannot be read now; the message names the setting
     */
    public static CountryFile watch(Path file, GatewayMetrics metrics, ServiceRuntime runtime) {
        CountryFile countries = new CountryFile(file, metrics);
        if (!countries.look()) {
            throw new IllegalStateException(
                    "RICOCHET_GATEWAY_GEOIP_FILE names " + file + ", which cannot be read as a MaxMind file");
        }
        long timer = runtime.vertx()
                .setPeriodic(LOOK_EVERY.toMillis(), id -> runtime.vertx().executeBlocking(countries::look));
        runtime.onShutdown("country file", () -> runtime.vertx().cancelTimer(timer));
        return countries;
    }

    @Override
    public @Nullable String of(String address) {
        return table.of(address);
    }

    /** Reads the file where it is another than before. False where it cannot be read. */
    synchronized boolean look() {
        Stamp found = null;
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            found = new Stamp(attributes.lastModifiedTime().toMillis(), attributes.size());
            if (found.equals(read)) {
                return true;
            }
            CountryTable fresh = CountryTable.read(file);
            table = fresh;
            read = found;
            metrics.countryFileRead(true);
            log.atInfo()
                    .addKeyValue("file", file)
                    .addKeyValue("edition", fresh.edition())
                    .log("Country file read");
            return true;
        } catch (IOException e) {
            report(found, e);
            return false;
        }
    }

    /** A file that is gone is looked for again; one that is broken is read again when it changes. */
    private void report(@Nullable Stamp found, IOException e) {
        Stamp missing = new Stamp(0, -1);
        Stamp now = found == null ? missing : found;
        if (!now.equals(read)) {
            read = now;
            metrics.countryFileRead(false);
            log.atError()
                    .addKeyValue("file", file)
                    .setCause(e)
                    .log("The country file cannot be read; countries are told by what was read before");
        }
    }
}

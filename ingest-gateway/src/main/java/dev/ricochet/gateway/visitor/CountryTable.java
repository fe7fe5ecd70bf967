package dev.ricochet.gateway.visitor;

import com.maxmind.db.CHMCache;
import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Reader;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One MaxMind file, wholly in memory: any edition that has {@code country.iso_code} (GeoLite2, GeoIP2, DB-IP and others). */
final class CountryTable implements Countries {
    private final Reader reader;

    private CountryTable(Reader reader) {
        this.reader = reader;
    }

    /** @throws IOException if it cannot be read, or is no such file */
    static CountryTable read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new CountryTable(new Reader(in, new CHMCache()));
        } catch (RuntimeException broken) {
            throw new IOException(file + " is no MaxMind file: " + broken, broken);
        }
    }

    /** When the data was made, for the log. */
    String edition() {
        return reader.getMetadata().databaseType() + " of "
                + reader.getMetadata().buildTime();
    }

    @Override
    public @Nullable String of(String address) {
        IPAddress parsed = new IPAddressString(address).getAddress();
        if (parsed == null || parsed.isMultiple()) {
            return null;
        }
        try {
            Entry entry = reader.get(parsed.toInetAddress(), Entry.class);
            return entry == null || entry.country() == null
                    ? null
                    : entry.country().isoCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The part of an entry that is read. Public for the library that makes it. */
    public record Entry(@Nullable Country country) {
        @MaxMindDbConstructor
        public Entry(@MaxMindDbParameter(name = "country") @Nullable Country country) {
            this.country = country;
        }
    }

    /** The country of an entry. */
    public record Country(@Nullable String isoCode) {
        @MaxMindDbConstructor
        public Country(@MaxMindDbParameter(name = "iso_code") @Nullable String isoCode) {
            this.isoCode = isoCode;
        }
    }
}

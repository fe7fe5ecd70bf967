package dev.ricochet.gateway.visitor;

import com.maxmind.db.CHMCache;
import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Reader;
import dev.ricochet.gateway.request.IpText;
import inet.ipaddr.IPAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One MaxMind file, wholly in memory: any edition that has {@code country.iso_code} (GeoLite2, GeoIP2, DB-IP and others). */
final class CountryTable implements Countries {
    private static final Logger log = LoggerFactory.getLogger(CountryTable.class);

    /** Addresses of large networks, of which any file knows some. */
    private static final List<String> TRIALS = List.of("8.8.8.8", "1.1.1.1", "2.16.0.1", "2001:4860:4860::8888");

    private final Reader reader;
    private volatile boolean reported;

    private CountryTable(Reader reader) {
        this.reader = reader;
    }

    /** @throws IOException if it cannot be read, or is no such file */
    static CountryTable read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            CountryTable table = new CountryTable(new Reader(in, new CHMCache()));
            // A file of another kind shows itself only when it is asked.
            for (String address : TRIALS) {
                var unused = table.lookUp(address);
            }
            return table;
        } catch (RuntimeException broken) {
            throw new IOException(file + " is no MaxMind file: " + broken, broken);
        }
    }

    /** When the data was made, for the log. */
    String edition() {
        return reader.getMetadata().databaseType() + " of "
                + reader.getMetadata().buildTime();
    }

    /** Null also where the file is damaged just there: a visitor goes on all the same. */
    @Override
    public @Nullable String of(String address) {
        try {
            return lookUp(address);
        } catch (IOException | RuntimeException damaged) {
            if (!reported) {
                reported = true;
                log.atError().setCause(damaged).log("The country file cannot tell some countries");
            }
            return null;
        }
    }

    private @Nullable String lookUp(String address) throws IOException {
        IPAddress parsed = IpText.read(address);
        if (parsed == null) {
            return null;
        }
        Entry entry = reader.get(parsed.toInetAddress(), Entry.class);
        return entry == null || entry.country() == null ? null : entry.country().isoCode();
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

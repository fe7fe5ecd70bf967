package dev.ricochet.gateway.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.kit.service.ServiceRuntime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountryFileTest {
    @TempDir
    Path directory;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final GatewayMetrics metrics = new GatewayMetrics(meters);

    @Test
    void shouldTellTheCountryOfAnAddress() throws Exception {
        CountryFile countries = new CountryFile(file("DE"), metrics);
        countries.look();

        assertThat(countries.of("192.0.2.7")).isEqualTo("DE");
        assertThat(countries.of("192.0.3.7")).isNull();
        assertThat(countries.of("2001:db8::1")).isEqualTo("FR");
        assertThat(countries.of("2001:db9::1")).isNull();
    }

    @Test
    void shouldTellNothingOfWhatIsNoAddress() throws Exception {
        CountryFile countries = new CountryFile(file("DE"), metrics);
        countries.look();

        for (String text :
                new String[] {"", "localhost", "192.0.2.0/24", "192.0.2.*", "x'; --", "256.1.1.1", "unknown"}) {
            assertThat(countries.of(text)).as(text).isNull();
        }
    }

    @Test
    void shouldReadANewFileAndKeepTheOldWhereTheNewIsBroken() throws Exception {
        Path file = file("DE");
        CountryFile countries = new CountryFile(file, metrics);
        assertThat(countries.look()).isTrue();

        Files.write(file, new byte[] {1, 2, 3});
        assertThat(countries.look()).isFalse();
        assertThat(countries.of("192.0.2.7")).isEqualTo("DE");

        Files.delete(file);
        assertThat(countries.look()).isFalse();
        assertThat(countries.of("192.0.2.7")).isEqualTo("DE");

        file("AT");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
        assertThat(countries.look()).isTrue();
        assertThat(countries.of("192.0.2.7")).isEqualTo("AT");
        assertThat(meters.get("ricochet.gateway.country.file.reads")
                        .tag("result", "broken")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void shouldNotTakeAFileOfAnotherKind() throws Exception {
        CountryFile countries = new CountryFile(file("DE"), metrics);
        assertThat(countries.look()).isTrue();

        Path file = directory.resolve("countries.mmdb");
        new CountryBook().withCountriesAsText().with("8.0.0.0", 8, "US").writeTo(file);

        assertThat(countries.look()).isFalse();
        assertThat(countries.of("192.0.2.7")).isEqualTo("DE");
    }

    @Test
    void shouldSendVisitorsOnWhereItCannotTell() throws Exception {
        Path file = directory.resolve("other.mmdb");
        new CountryBook().withCountriesAsText().with("192.0.2.0", 24, "US").writeTo(file);
        CountryFile countries = new CountryFile(file, metrics);

        assertThat(countries.look()).isTrue();
        assertThat(countries.of("192.0.2.7")).isNull();
    }

    @Test
    void shouldFindANewFileByItselfWhileItRuns() throws Exception {
        Path file = file("DE");
        try (ServiceRuntime runtime = ServiceRuntime.forTest("countries")) {
            CountryFile countries = CountryFile.watch(file, metrics, runtime);
            assertThat(countries.of("192.0.2.7")).isEqualTo("DE");

            file("AT");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(countries.of("192.0.2.7")).isEqualTo("AT"));
        }
    }

    @Test
    void shouldNotStartWithAFileThatCannotBeRead() {
        try (ServiceRuntime runtime = ServiceRuntime.forTest("countries")) {
            assertThatThrownBy(() -> CountryFile.watch(directory.resolve("none.mmdb"), metrics, runtime))
                    .hasMessageContaining("RICOCHET_GATEWAY_GEOIP_FILE")
                    .hasMessageContaining("none.mmdb");
        }
    }

    private Path file(String isoCode) throws Exception {
        Path file = directory.resolve("countries.mmdb");
        new CountryBook()
                .with("192.0.2.0", 24, isoCode)
                .with("2001:db8::", 32, "FR")
                .writeTo(file);
        return file;
    }
}

package dev.ricochet.attribution.clickstore;

import static dev.ricochet.testkit.fixture.Fixtures.CLICK_IDS;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aClickId;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.utils.Utils;

/** What the index finds of a visitor's clicks, against a list of all that was put. */
class VisitorIndexTest {

    private static final int TAGS = 3;
    private static final int ALL = 1_000;

    private record Put(String clickId, int tag) {}

    @Property(tries = 20)
    void shouldFindTheClicksOfTheTagAndTheTimeThatAreAskedFor(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 5 * 24 * 60) Integer> minutesAgo,
            @ForAll @IntRange(max = 39) int named,
            @ForAll @IntRange(max = 6 * 24 * 60) int windowMinutes,
            @ForAll @IntRange(min = 1, max = 5) int newest)
            throws IOException {
        Path directory = Files.createTempDirectory("visits");
        try (StoreUnderTest store = new StoreUnderTest(directory, NOON, Duration.ofSeconds(30), 2)) {
            List<Put> puts = put(store, minutesAgo);
            Put upTo = puts.get(named % puts.size());
            Instant since = at(upTo).minus(Duration.ofMinutes(windowMinutes));
            List<ClickKey> expected = puts.stream()
                    .filter(put -> put.tag() == upTo.tag())
                    .filter(put -> !at(put).isBefore(since))
                    .map(put -> ClickKey.of(put.clickId()))
                    .filter(key -> order().compare(key, ClickKey.of(upTo.clickId())) <= 0)
                    .sorted(order())
                    .toList();

            assertThat(visits(store, upTo, since, ALL, 1)).isEqualTo(expected);
            assertThat(visits(store, upTo, since, newest, 2)).isEqualTo(endsOf(expected, newest));
            store.restart();
            puts.forEach(put -> store.put(put.clickId()));
            assertThat(visits(store, upTo, since, ALL, 1)).isEqualTo(expected);
        } finally {
            Utils.delete(directory.toFile());
        }
    }

    @Property(tries = 10)
    void shouldFindNothingForAClickOfNoVisitor(@ForAll int tag) throws IOException {
        Path directory = Files.createTempDirectory("visits");
        try (StoreUnderTest store = new StoreUnderTest(directory, NOON, Duration.ofSeconds(30), 2)) {
            String plain = aClickId(NOON);
            store.put(plain);
            store.put(CLICK_IDS.mint(NOON, tag));

            assertThat(store.store().visits(ClickKey.of(plain), 0, ALL, 1)).isEmpty();
            assertThat(store.has(plain)).isTrue();
        } finally {
            Utils.delete(directory.toFile());
        }
    }

    private static List<Put> put(StoreUnderTest store, List<Integer> minutesAgo) {
        List<Put> puts = new ArrayList<>();
        for (int i = 0; i < minutesAgo.size(); i++) {
            // Tags at the ends of the unsigned order.
            int tag = i % TAGS - 1;
            String clickId = CLICK_IDS.mint(NOON.minus(Duration.ofMinutes(minutesAgo.get(i))), tag);
            store.put(clickId);
            puts.add(new Put(clickId, tag));
        }
        return puts;
    }

    private static List<ClickKey> visits(StoreUnderTest store, Put upTo, Instant since, int newest, int oldest) {
        return store.store().visits(ClickKey.of(upTo.clickId()), since.toEpochMilli(), newest, oldest);
    }

    private static List<ClickKey> endsOf(List<ClickKey> all, int newest) {
        if (all.size() <= newest) {
            return all;
        }
        List<ClickKey> ends = new ArrayList<>(all.subList(0, Math.min(2, all.size() - newest)));
        ends.addAll(all.subList(all.size() - newest, all.size()));
        return ends;
    }

    private static Instant at(Put put) {
        return Instant.ofEpochMilli(ClickKey.of(put.clickId()).millis());
    }

    private static Comparator<ClickKey> order() {
        return (one, other) -> Arrays.compareUnsigned(one.toBytes(), other.toBytes());
    }
}

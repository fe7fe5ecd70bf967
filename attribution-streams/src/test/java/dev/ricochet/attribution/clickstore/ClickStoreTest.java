package dev.ricochet.attribution.clickstore;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aClickId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClickStoreTest {

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    private StoreUnderTest clicks;

    @BeforeEach
    void open() {
        clicks = StoreUnderTest.in(directory, NOON);
    }

    @AfterEach
    void close() {
        clicks.close();
    }

    @Test
    void shouldFindAClickAtOnce() {
        String click = aClickId(NOON);
        clicks.put(click);

        assertThat(clicks.has(click)).isTrue();
    }

    @Test
    void shouldNotFindAnotherClickOfTheSameMillisecond() {
        clicks.put(aClickId(NOON));

        assertThat(clicks.has(aClickId(NOON))).isFalse();
    }

    @Test
    void shouldFindEveryClickOfManyBatches() {
        List<String> ids = IntStream.range(0, 5_500)
                .mapToObj(i -> aClickId(NOON.plusMillis(i)))
                .toList();
        ids.forEach(clicks::put);

        assertThat(ids).allMatch(clicks::has);
    }

    @Test
    void shouldKeepClicksOverARestart() {
        String click = aClickId(NOON);
        clicks.put(click);
        clicks.commit(41);

        clicks.restart();

        assertThat(clicks.has(click)).isTrue();
        assertThat(clicks.store().committedOffset(StoreUnderTest.PARTITION)).isEqualTo(41);
    }

    @Test
    void shouldNotClaimAfterACrashMoreThanIsOnDisk() {
        String safe = aClickId(NOON);
        putAndFlush(safe);
        clicks.put(aClickId(NOON.plusSeconds(1)));
        clicks.commit();

        clicks.crash(elsewhere);

        assertThat(clicks.store().committedOffset(StoreUnderTest.PARTITION)).isZero();
        assertThat(clicks.has(safe)).isTrue();
    }

    @Test
    void shouldForgetItsOffsetWhenToldThatItIsNotTrusted() {
        clicks.put(aClickId(NOON));
        clicks.clockMoves(Duration.ofSeconds(31));
        clicks.commit(10);

        clicks.store().commit(Map.of());

        assertThat(clicks.store().committedOffset(StoreUnderTest.PARTITION)).isNull();
        clicks.restart();
        assertThat(clicks.store().committedOffset(StoreUnderTest.PARTITION)).isNull();
    }

    @Test
    void shouldDropADayThatPassedOutOfTheRetention() {
        String old = aClickId(NOON.minus(Duration.ofDays(7)));
        clicks.put(old);
        assertThat(clicks.has(old)).isTrue();
        Path segment = clicks.segment(old);
        clicks.clockMoves(Duration.ofDays(1));

        clicks.put(aClickId(NOON.plus(Duration.ofDays(1))));
        clicks.clockMoves(Duration.ofSeconds(31));
        clicks.commit(2);

        assertThat(segment).doesNotExist();
        assertThat(clicks.has(old)).isFalse();
        assertThat(clicks.store().oldestMillis()).isGreaterThan(ClickKey.of(old).millis());
    }

    @Test
    void shouldCountAndDropAClickOfADayThatIsOver() {
        clicks.put(aClickId(NOON));
        clicks.clockMoves(Duration.ofSeconds(31));
        clicks.commit(1);
        String late = aClickId(NOON.minus(Duration.ofDays(9)));

        clicks.put(late);

        assertThat(clicks.has(late)).isFalse();
        assertThat(clicks.count("expired")).isEqualTo(1);
    }

    @Test
    void shouldKeepAClickOfTheFutureWithoutExpiringOthers() {
        String old = aClickId(NOON.minus(Duration.ofDays(6)));
        String future = aClickId(NOON.plus(Duration.ofDays(400)));
        clicks.put(old);

        clicks.put(future);
        clicks.clockMoves(Duration.ofSeconds(31));
        clicks.commit(2);
        clicks.restart();

        assertThat(clicks.has(old)).isTrue();
        assertThat(clicks.has(future)).isTrue();
        assertThat(clicks.meters.get("ricochet.match.clicks.ahead").counter().count())
                .isEqualTo(1);
    }

    @Test
    void shouldCountAClickThatComesTwice() {
        String click = aClickId(NOON);
        clicks.put(click);
        clicks.put(click);
        clicks.commit(1);

        assertThat(clicks.has(click)).isTrue();
        assertThat(clicks.count("repeated")).isEqualTo(1);
        assertThat(clicks.count("stored")).isEqualTo(1);
    }

    @Test
    void shouldTellOfAnAwaitedClickOnce() {
        String awaited = aClickId(NOON);
        ClickKey key = ClickKey.of(awaited);
        clicks.store().await(key);
        clicks.put(aClickId(NOON));
        assertThat(clicks.store().arrivals()).isEmpty();

        clicks.put(awaited);

        assertThat(clicks.store().arrivals()).containsExactly(key);
        assertThat(clicks.store().arrivals()).isEmpty();
    }

    @Test
    void shouldFindClicksOfMoreDaysThanMayBeOpen() {
        clicks.close();
        clicks = new StoreUnderTest(elsewhere, NOON, Duration.ofSeconds(30), 2);
        List<String> ids = IntStream.range(0, 7)
                .mapToObj(day -> aClickId(NOON.minus(Duration.ofDays(day))))
                .toList();
        ids.forEach(clicks::put);

        assertThat(ids).allMatch(clicks::has);
        clicks.commit(6);
        clicks.restart();
        assertThat(ids).allMatch(clicks::has);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRebuildOnlyTheDamagedDay(SegmentDamage damage) {
        String before = aClickId(NOON.minus(Duration.ofDays(1)));
        String broken = aClickId(NOON);
        String after = aClickId(NOON.plus(Duration.ofDays(1)));
        putAndFlush(before, broken, after);
        clicks.stop();

        damage.strike(clicks.segment(broken));
        clicks.start();

        assertThat(clicks.has(before)).isTrue();
        assertThat(clicks.has(after)).isTrue();
        clicks.has(broken);
        clicks.awaitRebuilt();
        assertThat(clicks.has(broken)).isTrue();
        assertThat(clicks.readAgain).containsExactly("1-1");
        assertThat(clicks.store().committedOffset(StoreUnderTest.PARTITION)).isEqualTo(2);
        assertThat(clicks.meters
                        .get("ricochet.match.click.segments.damaged")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldSayThatADayIsBeingRebuiltAndAnswerForTheOthersMeanwhile() {
        String whole = aClickId(NOON.minus(Duration.ofDays(1)));
        String broken = aClickId(NOON);
        String later = aClickId(NOON.plusSeconds(5));
        putAndFlush(whole, broken);
        clicks.stop();
        SegmentDamage.BAD_BLOCKS.strike(clicks.segment(broken));
        clicks.topicIsAway();
        clicks.start();
        clicks.store().await(ClickKey.of(broken));

        assertThat(clicks.has(broken)).isFalse();
        assertThat(clicks.store().isRebuilding()).isTrue();
        assertThat(clicks.has(whole)).isTrue();
        clicks.put(later);
        assertThat(clicks.has(later)).isTrue();

        clicks.topicAnswers();
        clicks.awaitRebuilt();
        assertThat(clicks.arrived).containsExactly(ClickKey.of(broken));
        assertThat(clicks.has(broken)).isTrue();
        assertThat(clicks.has(later)).isTrue();
    }

    @Test
    void shouldKeepTheClickThatMetTheDamage() {
        String broken = aClickId(NOON);
        String next = aClickId(NOON.plusSeconds(5));
        putAndFlush(broken);
        clicks.stop();
        SegmentDamage.BAD_BLOCKS.strike(clicks.segment(broken));
        clicks.start();

        clicks.put(next);
        clicks.awaitRebuilt();

        assertThat(clicks.has(broken)).isTrue();
        assertThat(clicks.has(next)).isTrue();
    }

    @Test
    void shouldGoOnRebuildingAfterACrash() {
        String broken = aClickId(NOON);
        putAndFlush(broken);
        clicks.stop();
        SegmentDamage.TABLE_MISSING.strike(clicks.segment(broken));
        clicks.topicIsAway();
        clicks.start();
        assertThat(clicks.has(broken)).isFalse();

        clicks.crash(elsewhere);

        assertThat(clicks.store().isRebuilding()).isTrue();
        clicks.topicAnswers();
        clicks.awaitRebuilt();
        assertThat(clicks.has(broken)).isTrue();
    }

    @Test
    void shouldGiveUpRebuildingADayThatIsOver() {
        String broken = aClickId(NOON);
        putAndFlush(broken);
        clicks.stop();
        SegmentDamage.DIRECTORY_MISSING.strike(clicks.segment(broken));
        clicks.topicIsAway();
        clicks.start();
        assertThat(clicks.store().isRebuilding()).isTrue();

        clicks.clockMoves(Duration.ofDays(9));
        putAndFlush(aClickId(NOON.plus(Duration.ofDays(9))));

        assertThat(clicks.store().isRebuilding()).isFalse();
        assertThat(clicks.segment(broken)).doesNotExist();
        clicks.topicAnswers();
    }

    @Test
    void shouldKeepFewFilesHoweverOftenItFlushes() {
        String first = aClickId(NOON);
        putAndFlush(first);
        for (int i = 1; i < 100; i++) {
            putAndFlush(aClickId(NOON.plusMillis(i)));
        }

        await().until(() -> tables(clicks.segment(first)) <= 12);
        assertThat(clicks.has(first)).isTrue();
    }

    @Test
    void shouldTakeAgainWhatItHadWhenItIsRevivedOnAnEmptyDisk() {
        String click = aClickId(NOON);
        clicks.put(click);

        clicks.revive(elsewhere);
        clicks.put(click);

        assertThat(clicks.has(click)).isTrue();
    }

    @Test
    void shouldRefuseALayoutNewerThanItself() throws IOException {
        clicks.close();
        Files.writeString(manifest(), "ricochet-click-store 3\nend\n");

        assertThatThrownBy(clicks::start)
                .isInstanceOf(ProcessorStateException.class)
                .hasMessageContaining("layout 3, this version reads layout 2")
                .hasMessageContaining("delete the directory");

        Files.delete(manifest());
        clicks.start();
    }

    @Test
    void shouldStartOverWhereAnOlderVersionLeftItsClicks() throws IOException {
        putAndFlush(aClickId(NOON));
        clicks.close();
        Files.delete(manifest());
        Files.writeString(directory.resolve("click-store").resolve("layout"), "1");

        clicks.start();

        assertThat(clicks.store().committedOffset(StoreUnderTest.PARTITION)).isNull();
        assertThat(directory.resolve("click-store")).isEmptyDirectory();
    }

    @Test
    void shouldStartOverWhereTheManifestIsNotWhole() throws IOException {
        putAndFlush(aClickId(NOON));
        clicks.close();
        String text = Files.readString(manifest());
        Files.writeString(manifest(), text.substring(0, text.length() - 5));

        clicks.start();

        assertThat(clicks.store().committedOffset(StoreUnderTest.PARTITION)).isNull();
    }

    private static long tables(Path segment) throws IOException {
        try (Stream<Path> files = Files.list(segment)) {
            return files.filter(file -> file.toString().endsWith(".sst")).count();
        }
    }

    private void putAndFlush(String... ids) {
        for (String id : ids) {
            clicks.put(id);
            clicks.flush();
        }
    }

    private Path manifest() {
        return directory.resolve("click-store").resolve("manifest");
    }
}

package dev.ricochet.bench.codec;

import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.ClickKeys;
import java.time.Instant;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Minting and verifying click ids, beside the random UUID that trackers use instead. */
@State(Scope.Benchmark)
public class ClickIdBenchmark {

    private final ClickIds ids = new ClickIds(ClickKeys.parse("1:00112233445566778899aabbccddeeff"));
    private final Instant now = Instant.ofEpochMilli(1_790_000_000_000L);
    private final String genuine = ids.mint(now);

    @Benchmark
    public Object randomUuid() {
        return UUID.randomUUID().toString();
    }

    @Benchmark
    public Object mint() {
        return ids.mint(now);
    }

    @Benchmark
    public Object verify() {
        return ids.verify(genuine);
    }
}

package dev.ricochet.attribution.stats.topology;

import dev.ricochet.attribution.stats.hourly.HourKey;
import dev.ricochet.attribution.stats.rate.RateNews;
import dev.ricochet.attribution.stats.rate.RateRules;
import dev.ricochet.attribution.stats.rate.Sample;
import dev.ricochet.attribution.stats.store.AffiliatesInOrder;
import dev.ricochet.attribution.stats.store.HourBytes;
import dev.ricochet.schemas.event.ConversionRate;
import dev.ricochet.schemas.state.StatsCounts;
import dev.ricochet.schemas.state.StatsPart;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Holds the conversion rates of this partition's affiliates against the fraud rules that ask for them, once an hour and a few
 * affiliates a round. An hour that is judged twice, after a crash, tells nothing twice: only what stands otherwise is told.
 */
final class RateProcessor implements Processor<String, StatsPart, String, ConversionRate> {

    /** What was counted in the hour's last seconds takes so long to be summed, with time to spare. */
    private static final Duration AFTER_THE_HOUR = Duration.ofMinutes(1);

    /** Rows of the sums that one round reads at most, but for the affiliate that it has begun. */
    private static final int ROWS_A_ROUND = 20_000;

    private final StatsTopology.Parts parts;

    @SuppressWarnings("NullAway.Init") // set in init, before the first record
    private ProcessorContext<String, ConversionRate> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<Bytes, StatsCounts> hours;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, ConversionRate> rates;

    private RateRules rules = new RateRules(List.of());
    private long begunFor = Long.MIN_VALUE;
    private boolean isFinished = true;
    private @Nullable String judged;
    private int rows;

    RateProcessor(StatsTopology.Parts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<String, ConversionRate> processorContext) {
        context = processorContext;
        hours = StatsStore.HOURS.of(context);
        rates = StatsStore.RATES.of(context);
        context.schedule(
                parts.settings().interval(), PunctuationType.WALL_CLOCK_TIME, now -> round(Instant.ofEpochMilli(now)));
    }

    /** Sums are read when the hour is over, not as they come. */
    @Override
    public void process(Record<String, StatsPart> record) {}

    private void round(Instant now) {
        long hour = HourKey.hourOf(now.minus(AFTER_THE_HOUR).toEpochMilli());
        if (hour > begunFor && isFinished && parts.caughtUp().getAsBoolean()) {
            begunFor = hour;
            rules = RateRules.of(parts.catalog().get().offers());
            judged = null;
            isFinished = rules.isEmpty();
        }
        if (!isFinished) {
            goOn(now);
        }
    }

    private void goOn(Instant now) {
        rows = 0;
        String next = nextAfter(judged);
        while (next != null && rows < ROWS_A_ROUND) {
            judge(next, now);
            judged = next;
            next = nextAfter(judged);
        }
        isFinished = next == null;
    }

    private @Nullable String nextAfter(@Nullable String affiliate) {
        rows++;
        return AffiliatesInOrder.after(affiliate, hours);
    }

    private void judge(String affiliate, Instant now) {
        Map<RateRules.Asked, Sample> samples = samples(affiliate);
        for (RateRules.Asked rule : rules.rules()) {
            Sample sample = samples.getOrDefault(rule, Sample.NOTHING);
            String id = RateNews.id(affiliate, rule);
            ConversionRate event =
                    RateNews.event(affiliate, rule, sample, rates.get(id), now, Instant.ofEpochMilli(begunFor));
            if (event != null) {
                rates.put(id, event);
                context.forward(new Record<>(id, event, now.toEpochMilli()));
            }
        }
    }

    /** One way through the affiliate's hours for all rules. */
    private Map<RateRules.Asked, Sample> samples(String affiliate) {
        Map<RateRules.Asked, Sample> samples = new HashMap<>();
        long first = begunFor - rules.longest().toMillis();
        try (KeyValueIterator<Bytes, StatsCounts> sums = hours.range(
                HourBytes.ofAffiliate(affiliate, HourKey.hourOf(first)), HourBytes.ofAffiliate(affiliate, begunFor))) {
            while (sums.hasNext()) {
                rows++;
                KeyValue<Bytes, StatsCounts> sum = sums.next();
                HourKey key = HourBytes.readByAffiliate(sum.key);
                for (RateRules.Asked rule : rules.rules()) {
                    boolean isMeant = rule.offerId().equals(key.offerId())
                            && key.hour() >= begunFor - rule.bounds().window().toMillis();
                    if (isMeant) {
                        samples.put(
                                rule, samples.getOrDefault(rule, Sample.NOTHING).plus(sum.value));
                    }
                }
            }
        }
        return samples;
    }
}

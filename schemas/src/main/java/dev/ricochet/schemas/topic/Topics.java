package dev.ricochet.schemas.topic;

import static dev.ricochet.schemas.topic.Cleanup.COMPACT;
import static dev.ricochet.schemas.topic.Cleanup.COMPACT_AND_DELETE;
import static dev.ricochet.schemas.topic.Cleanup.DELETE;

import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.ExchangeRates;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.Tier;
import dev.ricochet.schemas.catalog.ValueList;
import dev.ricochet.schemas.event.AffiliateTier;
import dev.ricochet.schemas.event.AuditEvent;
import dev.ricochet.schemas.event.CapEvent;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickCount;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionRate;
import dev.ricochet.schemas.event.DecisionOutcome;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DeliveryCommand;
import dev.ricochet.schemas.event.DeliveryDeadLetter;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.event.EndpointEvent;
import dev.ricochet.schemas.event.EndpointSignal;
import dev.ricochet.schemas.event.HourlyStats;
import dev.ricochet.schemas.event.ManualDecision;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.RejectedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** Every topic of the pipeline, declared once. */
public final class Topics {

    /** The longest time after its click in which a conversion may be credited; no offer's window may be longer. */
    public static final Duration LONGEST_CLICK_WINDOW = Duration.ofDays(90);

    /**
     * For how long the catalog tells what held at a time: as long as the books that are made by it. Whatever a postback is
     * judged by must still be there when it is judged, and when somebody asks how.
     */
    public static final Duration CATALOG_HISTORY = Duration.ofDays(400);

    // Partitions. The most instances that can ever share a topic's work, fixed for ever. Numbers with many divisors, so
    // that
    // 2, 3, 4, 6, 8 or 12 instances get equal shares.

    /** match does 300,000 clicks/s and more on one partition of a small machine; 48 leave room for a hundredfold network. */
    private static final int CLICK_PATH = 48;

    /** Postbacks are a hundredth of the clicks, and what settle and the planner hold for each is small. */
    private static final int MONEY_PATH = 24;

    /** Read by people and by rare jobs. */
    private static final int SIDE_PATH = 6;

    /** The whole catalog is read by everybody, and one partition keeps the order of changes between entries. */
    private static final int CATALOG = 1;

    /**
     * More than one, so that what depends on keys and co-partitioning is exercised on every developer's machine. Not many more:
     * each costs a batch in nearly every request and a marker in every transaction, and there is little to put into it.
     */
    private static final int LOCAL = 2;

    private static final int LOCAL_SIDE = 1;

    /** The click store is restored from here, so a click must stay as long as it can be credited, and a day for its segment. */
    public static final Topic<Click> CLICKS = new Topic<>(
            "ricochet.clicks.v1", Click.class, "click_id", CLICK_PATH, LOCAL, DELETE, LONGEST_CLICK_WINDOW.plusDays(1));

    /** Joined with the clicks by click_id: the same number of partitions, always. */
    public static final Topic<Postback> POSTBACKS = new Topic<>(
            "ricochet.postbacks.v1",
            Postback.class,
            "click_id, else receipt_id",
            CLICK_PATH,
            LOCAL,
            DELETE,
            Duration.ofDays(90));

    public static final Topic<RejectedRequest> REJECTED_REQUESTS = new Topic<>(
            "ricochet.rejected-requests.v1",
            RejectedRequest.class,
            "request_id",
            SIDE_PATH,
            LOCAL_SIDE,
            DELETE,
            Duration.ofDays(14));

    /**
     * Its records carry the time of the postback, which may have waited in a gateway's spool or for its click: by that time
     * they could be deleted before settle has read them, so the broker's time counts.
     */
    public static final Topic<MatchedPostback> MATCHED_POSTBACKS = new Topic<>(
                    "ricochet.matched-postbacks.v1",
                    MatchedPostback.class,
                    "advertiser_id|order_id, else receipt_id",
                    MONEY_PATH,
                    LOCAL,
                    DELETE,
                    Duration.ofDays(7))
            .keptByAppendTime();

    public static final Topic<PostbackOutcome> POSTBACK_OUTCOMES = new Topic<>(
            "ricochet.postback-outcomes.v1",
            PostbackOutcome.class,
            "receipt_id",
            MONEY_PATH,
            LOCAL,
            COMPACT_AND_DELETE,
            Duration.ofDays(90));

    /** Every version of every conversion, for a year and a month: what a year's books are made from. */
    public static final Topic<Conversion> CONVERSIONS = new Topic<>(
            "ricochet.conversions.v1",
            Conversion.class,
            "conversion_id",
            MONEY_PATH,
            LOCAL,
            DELETE,
            Duration.ofDays(400));

    public static final Topic<Conversion> CONVERSIONS_LATEST = new Topic<>(
            "ricochet.conversions-latest.v1", Conversion.class, "conversion_id", MONEY_PATH, LOCAL, COMPACT, null);

    /**
     * What people decide. Read by the ledgers of the offers: the same key and number of partitions as the hop that carries
     * postbacks there, which has those of {@link #MATCHED_POSTBACKS}.
     */
    public static final Topic<ManualDecision> DECISIONS = new Topic<>(
            "ricochet.decisions.v1", ManualDecision.class, "offer_id", MONEY_PATH, LOCAL, DELETE, Duration.ofDays(400));

    public static final Topic<DecisionOutcome> DECISION_OUTCOMES = new Topic<>(
            "ricochet.decision-outcomes.v1",
            DecisionOutcome.class,
            "batch_id",
            SIDE_PATH,
            LOCAL_SIDE,
            DELETE,
            Duration.ofDays(400));

    public static final Topic<CapEvent> CAP_EVENTS = new Topic<>(
            "ricochet.cap-events.v1", CapEvent.class, "offer_id", SIDE_PATH, LOCAL_SIDE, DELETE, Duration.ofDays(90));

    /** The newest event of each cap and period. One partition: every gateway reads all of it. */
    public static final Topic<CapEvent> CAP_STATES = new Topic<>(
            "ricochet.cap-states.v1",
            CapEvent.class,
            "offer_id|affiliate_id|goal|period|zone|start|measure|limit|over",
            CATALOG,
            CATALOG,
            COMPACT_AND_DELETE,
            Duration.ofDays(400));

    public static final Topic<HourlyStats> STATS_HOURLY = new Topic<>(
            "ricochet.stats-hourly.v1",
            HourlyStats.class,
            "affiliate_id|offer_id|hour",
            MONEY_PATH,
            LOCAL,
            COMPACT_AND_DELETE,
            Duration.ofDays(400));

    public static final Topic<DueDelivery> DELIVERIES_DUE = new Topic<>(
            "ricochet.deliveries-due.v1",
            DueDelivery.class,
            "conversion_id",
            MONEY_PATH,
            LOCAL,
            DELETE,
            Duration.ofDays(7));

    /** The planner reads it together with the conversions: the same key, the same number of partitions. */
    public static final Topic<DeliveryAttempt> DELIVERY_ATTEMPTS = new Topic<>(
            "ricochet.delivery-attempts.v1",
            DeliveryAttempt.class,
            "conversion_id",
            MONEY_PATH,
            LOCAL,
            DELETE,
            Duration.ofDays(90));

    public static final Topic<DeliveryDeadLetter> DELIVERY_DEAD_LETTERS = new Topic<>(
            "ricochet.delivery-dead-letters.v1",
            DeliveryDeadLetter.class,
            "conversion_id",
            SIDE_PATH,
            LOCAL_SIDE,
            DELETE,
            Duration.ofDays(90));

    /** Resends, replays and backfills, for the planner: the conversions' key and number of partitions. */
    public static final Topic<DeliveryCommand> DELIVERY_COMMANDS = new Topic<>(
            "ricochet.delivery-commands.v1",
            DeliveryCommand.class,
            "conversion_id",
            MONEY_PATH,
            LOCAL,
            DELETE,
            Duration.ofDays(30));

    /** What may change an endpoint's state: a few records a minute for each endpoint at most. */
    public static final Topic<EndpointSignal> ENDPOINT_SIGNALS = new Topic<>(
            "ricochet.endpoint-signals.v1",
            EndpointSignal.class,
            "endpoint_id",
            SIDE_PATH,
            LOCAL_SIDE,
            DELETE,
            Duration.ofDays(30));

    /** The newest event of an endpoint is its state, so it must never go. */
    public static final Topic<EndpointEvent> ENDPOINT_EVENTS = new Topic<>(
                    "ricochet.endpoint-events.v1",
                    EndpointEvent.class,
                    "endpoint_id",
                    SIDE_PATH,
                    LOCAL_SIDE,
                    COMPACT,
                    null)
            .withHistory(CATALOG_HISTORY);

    public static final Topic<Advertiser> ADVERTISERS = catalog("ricochet.advertisers.v1", Advertiser.class);

    public static final Topic<Affiliate> AFFILIATES = catalog("ricochet.affiliates.v1", Affiliate.class);

    public static final Topic<Offer> OFFERS = catalog("ricochet.offers.v1", Offer.class);

    public static final Topic<Endpoint> ENDPOINTS = catalog("ricochet.endpoints.v1", Endpoint.class);

    public static final Topic<ValueList> LISTS = catalog("ricochet.lists.v1", ValueList.class);

    public static final Topic<ExchangeRates> RATES = catalog("ricochet.rates.v1", ExchangeRates.class);

    public static final Topic<Tier> TIERS = catalog("ricochet.tiers.v1", Tier.class);

    /** On which tier each affiliate stands: computed, and read like the catalog. */
    public static final Topic<AffiliateTier> AFFILIATE_TIERS = new Topic<>(
                    "ricochet.affiliate-tiers.v1", AffiliateTier.class, "affiliate_id", CATALOG, CATALOG, COMPACT, null)
            .withHistory(CATALOG_HISTORY);

    /** How affiliates' conversion rates stand to fraud rules that ask: computed, and read like the catalog. */
    public static final Topic<ConversionRate> CONVERSION_RATES = new Topic<>(
                    "ricochet.conversion-rates.v1", ConversionRate.class, "id", CATALOG, CATALOG, COMPACT, null)
            .withHistory(CATALOG_HISTORY);

    /**
     * What each gateway has counted toward click caps, so that all of them know the sum. One partition: every gateway reads all
     * of it, and it holds one small record for each gateway and cap. Counts for ever are written anew before they would go.
     */
    public static final Topic<ClickCount> CLICK_COUNTS = new Topic<>(
            "ricochet.click-counts.v1",
            ClickCount.class,
            "gateway|offer_id|affiliate_id|period|zone",
            CATALOG,
            CATALOG,
            COMPACT_AND_DELETE,
            Duration.ofDays(400));

    /** Who changed what through the admin API, for as long as the books that it explains. */
    public static final Topic<AuditEvent> AUDIT = new Topic<>(
            "ricochet.audit.v1", AuditEvent.class, "kind/id", SIDE_PATH, LOCAL_SIDE, DELETE, Duration.ofDays(400));

    /** What a stream could not process: key and value as they were read, the headers say why. */
    public static final RawTopic DEAD_LETTERS =
            new RawTopic("ricochet.dead-letters.v1", "as read", SIDE_PATH, LOCAL_SIDE, DELETE, Duration.ofDays(14));

    private static final List<Topic<?>> RECORDS = List.of(
            CLICKS,
            POSTBACKS,
            REJECTED_REQUESTS,
            MATCHED_POSTBACKS,
            POSTBACK_OUTCOMES,
            CONVERSIONS,
            CONVERSIONS_LATEST,
            DECISIONS,
            DECISION_OUTCOMES,
            CAP_EVENTS,
            CAP_STATES,
            STATS_HOURLY,
            DELIVERIES_DUE,
            DELIVERY_ATTEMPTS,
            DELIVERY_DEAD_LETTERS,
            DELIVERY_COMMANDS,
            ENDPOINT_SIGNALS,
            ENDPOINT_EVENTS,
            ADVERTISERS,
            AFFILIATES,
            OFFERS,
            ENDPOINTS,
            LISTS,
            RATES,
            TIERS,
            AFFILIATE_TIERS,
            CONVERSION_RATES,
            CLICK_COUNTS,
            AUDIT);

    private static final List<Declaration> ALL = Stream.<Declaration>concat(RECORDS.stream(), Stream.of(DEAD_LETTERS))
            .toList();

    private Topics() {}

    /** Every topic, in the order in which a postback meets them. */
    public static List<Declaration> all() {
        return ALL;
    }

    /** The topics whose values have a schema. */
    public static List<Topic<?>> records() {
        return RECORDS;
    }

    /** The declaration of the topic with this name. */
    public static Optional<Declaration> named(String name) {
        return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    private static <V extends SpecificRecord> Topic<V> catalog(String name, Class<V> type) {
        return new Topic<>(name, type, "id", CATALOG, CATALOG, COMPACT, null).withHistory(CATALOG_HISTORY);
    }
}

package dev.ricochet.attribution.settle.price;

import dev.ricochet.schemas.event.Postback;
import java.time.Instant;

/**
 * What is to be priced.
 *
 * @param reported the postback that tells of it
 * @param soldAt by which day's exchange rate the amount is converted
 * @param volumes its numbers among the affiliate's conversions
 */
public record Sale(Postback reported, Instant soldAt, Origin origin, Volumes volumes) {}

package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.dialect.Dialect;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.event.Postback;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides on the rows of a batch as {@link PostbackIntake} does on requests; the caller was admitted once for all of them. */
public final class RowIntake {
    private final Advertiser advertiser;
    private final Dialect dialect;
    private final ClickIds clickIds;
    private final @Nullable String address;

    /** @param address of who sends the batch */
    public RowIntake(Advertiser advertiser, Dialect dialect, ClickIds clickIds, @Nullable String address) {
        this.advertiser = advertiser;
        this.dialect = dialect;
        this.clickIds = clickIds;
        this.address = address;
    }

    public Intake decide(Catalog catalog, Parameters row, String receiptId, Instant receivedAt) {
        ReportReader reader = new ReportReader(dialect.read(row), dialect, catalog, clickIds);
        Postback postback = reader.postback(new Receipt(receiptId, receivedAt, advertiser.getId(), address));
        return reader.faults().isEmpty()
                ? new Intake.Accepted(postback, advertiser, null)
                : new Intake.Declined(reader.refused(), PostbackIntake.secrets(advertiser));
    }
}

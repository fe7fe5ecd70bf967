package dev.ricochet.gateway.front;

import dev.ricochet.gateway.bulk.BatchDoor;
import dev.ricochet.gateway.click.ClickDoor;
import dev.ricochet.gateway.click.ImpressionDoor;
import dev.ricochet.gateway.clickreport.ClickReportDoor;
import dev.ricochet.gateway.lookup.ReceiptDoor;
import dev.ricochet.gateway.postback.PostbackDoor;

/** Where a request can go. */
record Doors(
        ClickDoor clicks,
        ImpressionDoor impressions,
        PostbackDoor postbacks,
        ClickReportDoor clickReports,
        BatchDoor batches,
        ReceiptDoor receipts) {}

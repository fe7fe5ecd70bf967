package dev.ricochet.gateway.clickreport;

import dev.ricochet.gateway.bulk.RowStream;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.request.Body;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.schemas.reason.Refusal;
import io.vertx.core.Future;

/** Reported clicks, one a line, and one line of answer for each. */
final class ClickLines implements RowStream.RowTaker {
    static final int MOST_LINE_BYTES = 16 * 1024;
    static final int MOST_LINES = 100_000;

    private final ClickIntake intake;
    private int lines;
    private int accepted;
    private boolean more;

    ClickLines(ClickIntake intake) {
        this.intake = intake;
    }

    @Override
    public Future<String> take(byte[] row) {
        int index = lines++;
        Parameters item = Parameters.ofQuery(null);
        String fault = Body.readJson(row, item);
        Future<ItemResult> result = fault == null
                ? intake.take(item)
                : Future.succeededFuture(intake.decline(Refused.malformed("line", fault)));
        return result.map(known -> text(index, known));
    }

    @Override
    public Future<String> takeTooLong() {
        return Future.succeededFuture(text(lines++, intake.decline(Refused.because(Refusal.TOO_LARGE))));
    }

    @Override
    public Future<String> takeUnclosed() {
        throw new IllegalStateException("lines have no quotes");
    }

    @Override
    public boolean isFull() {
        more = lines >= MOST_LINES;
        return more;
    }

    @Override
    public String summary() {
        return "{\"status\":\"" + (more ? "incomplete" : "complete") + "\",\"items\":" + lines + ",\"accepted\":"
                + accepted
                + (more ? ",\"detail\":\"At most " + MOST_LINES + " lines; those after them were not taken.\"}" : "}");
    }

    private String text(int index, ItemResult result) {
        if (result instanceof ItemResult.Accepted) {
            accepted++;
        }
        return ItemText.of(index, result);
    }
}

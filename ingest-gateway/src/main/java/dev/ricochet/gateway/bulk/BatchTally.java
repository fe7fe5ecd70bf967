package dev.ricochet.gateway.bulk;

/** Counts the rows of a batch by how they ended. */
final class BatchTally {
    static final long MOST_ROWS = 1_000_000;

    private long rows;
    private long accepted;
    private long refused;
    private long unavailable;
    private boolean more;
    private boolean lost;

    /** The number of the next row, from 1. */
    long next() {
        return ++rows;
    }

    void accepted() {
        accepted++;
    }

    /** Counts a refused row, and tells how many there were before. */
    long refused() {
        return refused++;
    }

    void unavailable() {
        unavailable++;
    }

    /** Where the rows behind the next one begin cannot be told. */
    void lost() {
        lost = true;
    }

    /** Whether a row that comes now is not taken any more. */
    boolean isFull() {
        more = rows >= MOST_ROWS || unavailable > 0;
        return more;
    }

    String summary() {
        return "{\"status\":\"" + (more || lost || unavailable > 0 ? "incomplete" : "complete") + "\",\"rows\":" + rows
                + ",\"accepted\":" + accepted + ",\"refused\":" + refused + ",\"unavailable\":" + unavailable
                + detail() + "}";
    }

    private String detail() {
        if (unavailable > 0) {
            return ",\"detail\":\"A row could not be stored in time, and rows after the last one answered were not taken."
                    + " Send the same batch again with the same Idempotency-Key.\"";
        }
        if (lost) {
            return ",\"detail\":\"The last row opens a quote that does not end; rows behind it were not taken.\"";
        }
        return more
                ? ",\"detail\":\"A batch has at most " + MOST_ROWS + " rows; the rows after them were not taken.\""
                : "";
    }
}

package dev.ricochet.gateway.bulk;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * Cuts bytes into rows at line ends, wherever the parts of a body were cut. In CSV (RFC 4180) a line end within quotes
 * belongs to the row. A byte order mark before the first row and rows without any characters but blanks are left out.
 */
final class RowSplitter {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final boolean quotes;
    private final int mostBytes;
    private byte[] row = new byte[1_024];
    private int length;
    private boolean quoted;
    private boolean cellBegins = true;
    private boolean mayReopen;
    private boolean tooLong;
    private boolean first = true;
    private boolean lost;

    /** Gets the rows, one after the other. */
    interface Rows {
        /** A row without its line end. */
        void row(byte[] bytes);

        /** A row of more bytes than a row may have; they were dropped. */
        void tooLong();

        /** Nothing more: a quote was opened that does not end, and where the next row would begin is not known. */
        void unclosed();
    }

    /**
     * @param quotes whether line ends within quotes are none
     * @param mostBytes of a row
     */
    RowSplitter(boolean quotes, int mostBytes) {
        this.quotes = quotes;
        this.mostBytes = mostBytes;
    }

    /** Gives every row that ends in this part. */
    void feed(Buffer part, Rows rows) {
        for (int i = 0; i < part.length() && !lost; i++) {
            byte b = part.getByte(i);
            if (b == '\n' && !quoted) {
                give(rows);
            } else {
                add(b);
                if (quotes) {
                    follow(b);
                }
                if (tooLong && quoted) {
                    lose(rows);
                }
            }
        }
    }

    /** Gives the last row, where no line end follows it. */
    void end(Rows rows) {
        if (quoted) {
            lose(rows);
        } else if (!lost) {
            give(rows);
        }
    }

    /** A quote opens where a cell begins and nowhere else; two in a row within quotes stand for one. */
    private void follow(byte b) {
        boolean quote = b == '"';
        if (quoted) {
            quoted = !quote;
            mayReopen = quote;
        } else {
            quoted = quote && (cellBegins || mayReopen);
            mayReopen = false;
        }
        cellBegins = !quoted && b == ',';
    }

    private void lose(Rows rows) {
        lost = true;
        quoted = false;
        rows.unclosed();
    }

    private void give(Rows rows) {
        if (tooLong) {
            rows.tooLong();
        } else {
            int start = first && startsWithMark() ? BYTE_ORDER_MARK.length : 0;
            int end = length > start && row[length - 1] == '\r' ? length - 1 : length;
            if (!isBlank(start, end)) {
                rows.row(Arrays.copyOfRange(row, start, end));
            }
        }
        first = false;
        length = 0;
        cellBegins = true;
        mayReopen = false;
        tooLong = false;
    }

    private void add(byte b) {
        if (tooLong || length == mostBytes) {
            tooLong = true;
            return;
        }
        if (length == row.length) {
            row = Arrays.copyOf(row, Math.min(mostBytes, length * 2));
        }
        row[length++] = b;
    }

    private boolean startsWithMark() {
        return length >= BYTE_ORDER_MARK.length && Arrays.equals(row, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, 3);
    }

    private boolean isBlank(int start, int end) {
        for (int i = start; i < end; i++) {
            if (row[i] != ' ' && row[i] != '\t') {
                return false;
            }
        }
        return true;
    }
}

package dev.ricochet.local.demo.report;

/** One line of the final table. */
public record Row(String what, String expected, String actual) {
    static Row of(String what, long expected, long actual) {
        return new Row(what, Long.toString(expected), Long.toString(actual));
    }

    public boolean agrees() {
        return expected.equals(actual);
    }
}

package dev.ricochet.sink.lane;

/** What an attempt says about the server behind a lane. */
public enum Health {
    /** It answered as servers do. */
    WELL,
    /** It did not answer, or said that it cannot. */
    ILL,
    /** Nothing was learned: the request was never sent. */
    UNKNOWN
}

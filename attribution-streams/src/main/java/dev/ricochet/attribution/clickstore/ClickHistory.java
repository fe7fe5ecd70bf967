package dev.ricochet.attribution.clickstore;

/** Reads a range of the clicks partition again, beside the task. */
interface ClickHistory {

    /**
     * Hands over the records of a range, in their order.
     *
     * @param from the first offset; what the topic has deleted is left out
     * @param to the last offset; {@link SegmentRange#OPEN} for all that the partition holds when this is called
     * @param reader takes the records; asked before each fetch whether to go on
     */
    void read(long from, long to, Reader reader);

    /** Who reads. */
    interface Reader {

        void record(byte[] key, byte[] value);

        boolean goesOn();
    }
}

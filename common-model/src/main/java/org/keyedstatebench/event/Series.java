package org.keyedstatebench.event;

/** Names the series of a trial's histogram log, once for who measures and writes it and for who reports and reads it. */
public final class Series {

    /** Coverage latency of events of the measured window, nanoseconds. */
    public static final String LATENCY = "latency";

    /** Coverage latency of all other events, nanoseconds. */
    public static final String OUTSIDE = "outside";

    /** Events covered per interval of a fixed length in the measured window. */
    public static final String THROUGHPUT = "throughput";

    /** How late the generator sent the events of the measured window, nanoseconds. */
    public static final String LATENESS = "lateness";

    private Series() {}
}

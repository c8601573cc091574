package org.keyedstatebench.harness.trial;

/** The longest time without newly covered events since a fault struck. Thread-safe. */
final class Outage {

    private long lastNs;
    private long longestNs;

    /** @param nowNs on the trial's clock, like all times here */
    synchronized void begin(long nowNs) {
        lastNs = nowNs;
        longestNs = 0;
    }

    /** An event was newly covered. */
    synchronized void progress(long nowNs) {
        longestNs = Math.max(longestNs, nowNs - lastNs);
        lastNs = nowNs;
    }

    /** Until now, in milliseconds. */
    synchronized long longestMs(long nowNs) {
        return Math.max(longestNs, nowNs - lastNs) / 1_000_000;
    }
}

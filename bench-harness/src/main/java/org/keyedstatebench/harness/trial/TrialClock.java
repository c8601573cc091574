package org.keyedstatebench.harness.trial;

import java.time.Duration;

/** Time as a trial sees it, and how it passes: a test makes its own. All of a trial's latencies come from one such clock. */
interface TrialClock {

    TrialClock SYSTEM = new TrialClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long epochMs() {
            return System.currentTimeMillis();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            Thread.sleep(time.toMillis());
        }
    };

    /** Monotonic, from any moment. */
    long nanos();

    /** Of the wall clock. */
    long epochMs();

    /** @throws InterruptedException if the run was cancelled */
    void sleep(Duration time) throws InterruptedException;

    default long epochMs(long timeNs) {
        return epochMs() + (timeNs - nanos()) / 1_000_000;
    }

    /** Where a time of the wall clock lies on this one, exact to about a millisecond. */
    default long nanos(long epochMs) {
        return nanos() + (epochMs - epochMs()) * 1_000_000;
    }
}

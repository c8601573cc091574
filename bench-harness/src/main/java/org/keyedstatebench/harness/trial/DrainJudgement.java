package org.keyedstatebench.harness.trial;

import java.util.Locale;
import java.util.OptionalInt;
import org.keyedstatebench.result.Flag;

/** Says whether a drain has a rate worth the name, and whether the harness may have been what limited it. Pure. */
final class DrainJudgement {

    /** A middle that comes in fewer micro-batches, or in larger bursts, has no rate worth the name. */
    static final int LEAST_BATCHES = 4;

    static final double LARGEST_BURST = 1.0 / LEAST_BATCHES;

    /** Of a core, used by the collector. */
    static final double BUSY_CORE = 0.8;

    private DrainJudgement() {}

    /** Of a drain without two moments between which events became covered. */
    static Verdict withoutRate(Verdict verdict) {
        return verdict.and("most events became covered at one moment, so there is no rate; more events, or fewer in a"
                + " micro-batch, would give one");
    }

    /**
     * @param batches with input that completed in the middle; empty for an engine that works record by record
     * @param largestBurst share of the middle's events that became visible in one burst
     * @param collectorCores used by the collector in the middle
     */
    static Verdict judge(OptionalInt batches, double largestBurst, double collectorCores, Verdict verdict) {
        Verdict judged = verdict;
        if (batches.isPresent() && batches.getAsInt() < LEAST_BATCHES) {
            judged = judged.and("only " + batches.getAsInt()
                    + " micro-batches completed in the middle 80 %, too few for a rate; more events, or fewer in a"
                    + " micro-batch, would give one");
        } else if (largestBurst > LARGEST_BURST) {
            judged = judged.and(String.format(
                    Locale.ROOT,
                    "%.0f %% of the middle's events became visible in one burst, so the rate would mean little",
                    largestBurst * 100));
        }
        return collectorCores > BUSY_CORE ? judged.flagged(Flag.COLLECTOR_LIMITED) : judged;
    }
}

package org.keyedstatebench.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.OptionalDouble;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.Unit;

/**
 * A figure of a trial that the gate looks at, in the order of its rows: those that it judges, then those that it only reports.
 *
 * <p>p99.9 and the maximum rest on a handful of events of a trial: they vary too much from trial to trial to fail a build for.
 */
public enum GateMetric {
    P50("p50", Metric.LATENCY_P50, true),
    P90("p90", Metric.LATENCY_P90, true),
    P99("p99", Metric.LATENCY_P99, true),
    /**
     * Events covered per second. Under an offered load this is the offered rate, unless a side falls behind: it says who kept up,
     * and nothing of how much more a side could do.
     */
    THROUGHPUT("throughput", Metric.COVERED_RATE, true),
    P999("p99.9", Metric.LATENCY_P999, false),
    MAX("max", Metric.LATENCY_MAX, false);

    private final String word;
    private final Metric metric;
    private final boolean judged;

    GateMetric(String word, Metric metric, boolean judged) {
        this.word = word;
        this.metric = metric;
        this.judged = judged;
    }

    /** Its name in results and tables. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Whether it can fail the gate. */
    public boolean judged() {
        return judged;
    }

    /** Nanoseconds, or events per second. */
    public Unit unit() {
        return metric.unit();
    }

    /** Whether more of it is worse. */
    public boolean latency() {
        return this != THROUGHPUT;
    }

    /** @return empty if the trial is not valid or did not measure this */
    public OptionalDouble of(TrialResult trial) {
        return metric.of(trial);
    }

    /** How many times as bad the candidate is: above 1 is worse, for a latency and for a rate alike. Both above zero. */
    double ratio(double baseline, double candidate) {
        return latency() ? candidate / baseline : baseline / candidate;
    }
}

package org.keyedstatebench.streams;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.keyedstatebench.signal.Signal;

/**
 * Tells of every commit: until then a restarted job goes on from the one before, so it is what another engine calls a checkpoint.
 * Read from the metrics of Kafka Streams, so its times are exact to how often they are looked at. Not thread-safe.
 */
final class Commits {

    private static final Set<String> TIMES =
            Set.of("commit-sync-time-ns-total", "flush-time-ns-total", "txn-commit-time-ns-total");
    private static final Set<String> STATE = Set.of("total-sst-files-size", "size-all-mem-tables");

    private final String changelog;
    private double commits;
    private double nanos;
    private double bytes;

    /** @param changelog topic that holds the state */
    Commits(String changelog) {
        this.changelog = changelog;
    }

    /**
     * @param now epoch milliseconds
     * @return a signal if there was a commit since the last call, else {@code null}
     */
    Signal since(Map<MetricName, ? extends Metric> metrics, long now) {
        double newCommits = 0;
        double newNanos = 0;
        double newBytes = 0;
        double state = 0;
        for (Map.Entry<MetricName, ? extends Metric> entry : metrics.entrySet()) {
            MetricName name = entry.getKey();
            if (name.name().equals("commit-total") && name.group().equals("stream-thread-metrics")) {
                newCommits += number(entry.getValue());
            } else if (TIMES.contains(name.name())) {
                newNanos += number(entry.getValue());
            } else if (name.name().equals("byte-total")
                    && changelog.equals(name.tags().get("topic"))) {
                newBytes += number(entry.getValue());
            } else if (STATE.contains(name.name())) {
                state += number(entry.getValue());
            }
        }
        if (newCommits == commits) {
            return null;
        }
        long durationMs = Math.round((newNanos - nanos) / 1e6);
        Signal signal = new Signal.CheckpointCompleted(
                Math.round(newCommits), now - durationMs, durationMs, Math.round(newBytes - bytes), Math.round(state));
        commits = newCommits;
        nanos = newNanos;
        bytes = newBytes;
        return signal;
    }

    private static double number(Metric metric) {
        return metric.metricValue() instanceof Number value ? value.doubleValue() : 0;
    }
}

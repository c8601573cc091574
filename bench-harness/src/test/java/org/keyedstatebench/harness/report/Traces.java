package org.keyedstatebench.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.harness.result.Percentiles;
import org.keyedstatebench.harness.result.RunResult;
import org.keyedstatebench.harness.result.RunTraces;
import org.keyedstatebench.harness.result.Timeline;
import org.keyedstatebench.harness.result.TrialResult;
import org.keyedstatebench.harness.result.TrialStatus;
import org.keyedstatebench.harness.result.TrialTrace;
import org.keyedstatebench.signal.Signal;

/** Makes up what the trials of a run that never happened would have left in their files. */
public final class Traces {

    private static final long START = 1_760_000_000_000L;
    static final int SECONDS = 50;
    private static final int WINDOW_FROM = 20;
    private static final int WINDOW_TO = 40;

    private Traces() {}

    /** Of each valid trial: 50 seconds, of which the 20th to the 40th are the measured window. */
    public static RunTraces of(RunResult run) {
        Map<Integer, TrialTrace> traces = new TreeMap<>();
        run.trials().stream()
                .filter(trial -> trial.status() == TrialStatus.VALID)
                .forEach(trial -> traces.put(trial.order(), trace(trial)));
        return new RunTraces(traces);
    }

    private static TrialTrace trace(TrialResult trial) {
        Histogram window = new Histogram(3);
        List<TrialTrace.Slice> slices = new ArrayList<>();
        List<Timeline.Point> timeline = new ArrayList<>();
        for (int second = 0; second < SECONDS; second++) {
            boolean measured = second >= WINDOW_FROM && second < WINDOW_TO;
            Histogram latency = new Histogram(3);
            for (int i = 1; i <= 100; i++) {
                latency.recordValueWithCount(Math.max(1, trial.latencyNs().p50() * (50 + i) / 100), 100);
            }
            Map<Integer, Long> bins = new TreeMap<>();
            latency.recordedValues()
                    .forEach(value -> bins.merge(
                            TrialTrace.binOf(value.getValueIteratedTo()),
                            value.getCountAddedInThisIterationStep(),
                            Long::sum));
            if (measured) {
                window.add(latency);
            }
            Percentiles all = Percentiles.of(latency);
            slices.add(new TrialTrace.Slice(
                    START + second * 1000L,
                    START + second * 1000L + 1000,
                    all,
                    measured ? all.count() : 0,
                    measured ? all : Percentiles.of(new Histogram(3)),
                    bins));
            timeline.add(new Timeline.Point(
                    START + second * 1000L,
                    "measure",
                    second * 10_000L,
                    second * 9_900L,
                    new Timeline.Use(second * 0.5, 500_000_000L),
                    null,
                    new Timeline.Use(second * 0.2, 200_000_000L)));
        }
        return new TrialTrace(
                slices,
                window,
                List.of(
                        new Signal.CheckpointCompleted(1, START + 25_000, 40, 8_000, 8_000),
                        new Signal.BatchCompleted(1, START + 26_000, 200, 2_000, Map.of(), 100, 1_000, 10),
                        new Signal.GcPause(START + 27_000, 7, "G1 Young", "pause")),
                timeline);
    }
}

package org.keyedstatebench.harness.trial;

import org.HdrHistogram.Histogram;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.DrainCurve;
import org.keyedstatebench.measure.OutputCollector;
import org.keyedstatebench.measure.VisibleEvents;
import org.keyedstatebench.scenario.Variant;

/** Events that were sent before the engine started, and the measurement of what comes out. Used by the trial's thread. */
final class DrainLoad implements Load.Preloaded {

    private final InputTopics.Preloaded input;
    private final OutputCollector collector;
    private final DrainCurve curve = new DrainCurve();
    private Long lagRows;

    DrainLoad(InputTopics.Preloaded input, OutputCollector collector, Variant variant) {
        boolean rowPerEvent = variant.emission() == Emission.PER_EVENT;
        this.input = input;
        this.collector = collector;
        collector.measure(
                new VisibleEvents(input.sequence(), event -> 0, input::events, rowPerEvent, curve, null, null));
        collector.start();
    }

    @Override
    public long covered() {
        return collector.coveredTotal();
    }

    @Override
    public Coverage.Account finish() throws InterruptedException {
        return OfferedLoad.readToEnd(collector);
    }

    @Override
    public DrainCurve curve() {
        return curve;
    }

    @Override
    public Long lagRows() {
        return lagRows;
    }

    @Override
    public long sent() {
        return input.events();
    }

    @Override
    public Load.Sent whatWasSent() {
        return new Load.Sent(0, input.malformed(), 0, "");
    }

    @Override
    public long progressed() {
        return covered();
    }

    /** A preloaded event has no latency: it was due before there was anybody to count it. */
    @Override
    public Histogram takeInterval() {
        collector.lagRows().ifPresent(lag -> lagRows = lagRows == null ? lag : Math.max(lagRows, lag));
        return new Histogram(1);
    }

    @Override
    public void failIfInVain() {
        collector.failIfDied();
    }
}

package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.event.CountDecoder;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.DrainCurve;
import org.keyedstatebench.measure.OutputCollector;
import org.keyedstatebench.measure.VisibleEvents;

/**
 * Events that were sent before the engine started, and the measurement of what comes out, in a thread of its own. Used by the
 * trial's thread.
 */
final class DrainLoad implements Load.Preloaded {

    private final PreloadedInput input;
    private final OutputCollector collector;
    private final DrainCurve curve = new DrainCurve();
    private final CollectorThread collectorThread;
    private long lagRows = -1;

    DrainLoad(PreloadedInput input, CollectorThread.Reader reader) {
        this.input = input;
        this.collector = reader.collector(CountDecoder::decode);
        collector.measure(new VisibleEvents(
                input.sequence(), event -> 0, input::events, reader.rowPerEvent(), curve, null, null));
        this.collectorThread = new CollectorThread(collector);
    }

    @Override
    public long covered() {
        return collector.coveredTotal();
    }

    @Override
    public Coverage.Account finish(Duration atMost) throws InterruptedException {
        return collectorThread.finish(atMost);
    }

    @Override
    public DrainCurve curve() {
        return curve;
    }

    @Override
    public Long lagRows() {
        return lagRows < 0 ? null : lagRows;
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
        OptionalLong lag = collector.lagRows();
        if (lag.isPresent()) {
            lagRows = Math.max(lagRows, lag.getAsLong());
        }
        return new Histogram(1);
    }

    @Override
    public void failIfInVain() {
        collectorThread.failIfDied();
    }

    @Override
    public void close() {
        collectorThread.close();
    }
}

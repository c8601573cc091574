package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.event.CountDecoder;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.DrainCurve;
import org.keyedstatebench.measure.OutputCollector;
import org.keyedstatebench.measure.VisibleEvents;
import org.keyedstatebench.process.Worker;

/**
 * Events that were sent before the engine started, and the measurement of what comes out, in a thread of its own. Used by the
 * trial's thread.
 */
final class DrainLoad implements TrialLoad {

    private final PreloadedInput input;
    private final OutputCollector collector;
    private final DrainCurve curve = new DrainCurve();
    private final Worker collectorThread;
    private long lagRows = -1;

    DrainLoad(
            PreloadedInput input,
            int partitions,
            boolean rowPerEvent,
            boolean readCommitted,
            String outputTopic,
            Map<String, String> clientProperties,
            LongSupplier clock) {
        this.input = input;
        this.collector = new OutputCollector(
                outputTopic, partitions, readCommitted, CountDecoder::decode, clientProperties, clock);
        collector.measure(
                new VisibleEvents(input.sequence(), event -> 0, input::events, rowPerEvent, curve, null, null));
        this.collectorThread = Worker.start("collector", collector);
    }

    @Override
    public long covered() {
        return collector.coveredTotal();
    }

    /**
     * Reads the output to its end and closes the books; the engine must have stopped.
     *
     * @throws TrialFailedException if the output cannot be read to its end
     */
    Coverage.Account finish(Duration atMost) throws InterruptedException {
        collector.finish();
        collectorThread.join(atMost);
        if (collectorThread.isAlive()) {
            throw new TrialFailedException(
                    "the output topic could not be read to its end within " + atMost.toSeconds() + " s");
        }
        failIfInVain();
        return collector.account();
    }

    /** Only after {@link #finish}. */
    DrainCurve curve() {
        return curve;
    }

    /** Most rows that waited for the collector at any time, {@code null} if the client did not tell. */
    Long lagRows() {
        return lagRows < 0 ? null : lagRows;
    }

    @Override
    public Set<String> visibleProbes() {
        return collector.visibleProbes();
    }

    @Override
    public long sent() {
        return input.events();
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
        collector.close();
        try {
            collectorThread.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        collector.closeConsumer();
    }
}

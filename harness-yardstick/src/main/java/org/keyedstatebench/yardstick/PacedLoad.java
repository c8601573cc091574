package org.keyedstatebench.yardstick;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.event.CountDecoder;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.event.KeySpace;
import org.keyedstatebench.harness.engine.EngineException;
import org.keyedstatebench.load.KafkaEventSink;
import org.keyedstatebench.load.LoadGenerator;
import org.keyedstatebench.load.Pacer;
import org.keyedstatebench.load.Schedule;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.LatencyRecorder;
import org.keyedstatebench.measure.OutputCollector;
import org.keyedstatebench.measure.TrialRecorder;
import org.keyedstatebench.measure.VisibleEvents;
import org.keyedstatebench.measure.Window;
import org.keyedstatebench.process.CleanUp;
import org.keyedstatebench.process.Worker;

/** Generator and collector as a trial uses them, at a fixed rate, with what they cost. */
final class PacedLoad {

    private static final int KEYS = 100;
    private static final long SEED = 42;
    private static final Duration LEAD = Duration.ofMillis(50);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Map<String, String> clientProperties;
    private final int partitions;
    private final long rateHz;

    /**
     * @param lateness of the events of the window
     * @param cores CPU seconds of this process per second of the window
     */
    record Cost(Histogram lateness, double cores) {}

    PacedLoad(Map<String, String> clientProperties, int partitions, long rateHz) {
        this.clientProperties = clientProperties;
        this.partitions = partitions;
        this.rateHz = rateHz;
    }

    /**
     * Sends for the warm-up and the window.
     *
     * @param outputTopic where a counter writes its rows; {@code null} if nobody counts the events
     */
    Cost run(String inputTopic, String outputTopic, int warmUpSeconds, int seconds) throws InterruptedException {
        LatencyRecorder lateness = new LatencyRecorder(Duration.ofHours(1).toNanos());
        TrialRecorder recorder = new TrialRecorder();
        EventSequence sequence = new EventSequence(SEED, KeySpace.uniform(KEYS));
        try (KafkaEventSink sink = new KafkaEventSink(inputTopic, clientProperties)) {
            Schedule schedule = new Schedule(System.nanoTime() + LEAD.toNanos(), rateHz);
            Window window = schedule.window(warmUpSeconds * rateHz, (warmUpSeconds + seconds) * rateHz);
            LoadGenerator generator = new LoadGenerator(
                    sequence,
                    0,
                    schedule,
                    0,
                    sink,
                    Pacer.parking(System::nanoTime, () -> Thread.currentThread().isInterrupted()),
                    System::currentTimeMillis,
                    lateness::record);
            generator.stopAfter(window.to());
            generator.measure(window);
            recorder.open(window, false);
            if (outputTopic == null) {
                Cost cost = send(generator, lateness);
                checkAllSent(sink);
                return cost;
            }
            OutputCollector collector = new OutputCollector(
                    outputTopic, partitions, false, CountDecoder::decode, clientProperties, System::nanoTime);
            collector.measure(
                    new VisibleEvents(sequence, schedule::dueNs, generator::attempted, true, recorder, null, null));
            try (CleanUp cleanUp = CleanUp.onStandardError()) {
                cleanUp.closing(collector).start();
                Cost cost = send(generator, lateness);
                checkAllSent(sink);
                drain(collector, generator);
                return cost;
            }
        }
    }

    private static void checkAllSent(KafkaEventSink sink) {
        sink.flush();
        if (sink.failed() > 0) {
            throw new EngineException(sink.failed() + " events could not be sent, the first because of: "
                    + sink.firstFailure().orElseThrow());
        }
    }

    private static Cost send(LoadGenerator generator, LatencyRecorder lateness) throws InterruptedException {
        OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Worker sender = Worker.start("generator", generator);
        try {
            sleepUntil(generator.window().fromNs());
            long cpuNs = -os.getProcessCpuTime();
            long wallNs = -System.nanoTime();
            sender.join();
            sender.failIfDied();
            cpuNs += os.getProcessCpuTime();
            wallNs += System.nanoTime();
            return new Cost(lateness.takeInterval(), (double) cpuNs / wallNs);
        } finally {
            generator.stop();
            sender.interrupt();
            sender.join(Duration.ofSeconds(1));
        }
    }

    private static void sleepUntil(long timeNs) throws InterruptedException {
        for (long left = timeNs - System.nanoTime(); left > 0; left = timeNs - System.nanoTime()) {
            Thread.sleep(Duration.ofNanos(left).toMillis() + 1);
        }
    }

    /** A cost counts only if all that was sent was also measured. */
    private static void drain(OutputCollector collector, LoadGenerator generator) throws InterruptedException {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        while (collector.coveredTotal() < generator.attempted() && System.nanoTime() < deadline) {
            collector.failIfDied();
            Thread.sleep(20);
        }
        Coverage.Account account = collector
                .finish(DRAIN)
                .orElseThrow(() -> new EngineException("the counts cannot be read to their end"));
        if (account.lost() > 0 || account.wrongFinalCounts() > 0) {
            throw new EngineException("expected a count for each of " + account.sent() + " events, got: " + account);
        }
    }
}

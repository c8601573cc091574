package org.keyedstatebench.harness.trial;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.event.CountDecoder;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.event.EventEncoder;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.job.Operator;
import org.keyedstatebench.job.OperatorKind;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.load.KafkaEventSink;
import org.keyedstatebench.load.LoadGenerator;
import org.keyedstatebench.load.Pacer;
import org.keyedstatebench.load.Schedule;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.IdleTimerWatch;
import org.keyedstatebench.measure.IntervalLog;
import org.keyedstatebench.measure.OutputCollector;
import org.keyedstatebench.measure.PassedThrough;
import org.keyedstatebench.measure.Probe;
import org.keyedstatebench.measure.RepeatedEvents;
import org.keyedstatebench.measure.TrialRecorder;
import org.keyedstatebench.measure.VisibleEvents;
import org.keyedstatebench.measure.Window;
import org.keyedstatebench.measure.WindowLatencies;
import org.keyedstatebench.process.Worker;
import org.keyedstatebench.result.RunFolder.TrialFiles;
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;

/**
 * An open-loop load on one engine and the measurement of what comes out: generator and collector, each in a thread of its own,
 * on one clock. Used by the trial's thread.
 */
final class OfferedLoad implements TrialLoad {

    /** Between "start" and the first due time, so that the generator's thread is up by then. */
    private static final Duration LEAD = Duration.ofMillis(50);

    /** Between "open" and the first due time of the window, so that all who must know of it do, also after a pause of the JVM. */
    private static final Duration WINDOW_LEAD = Duration.ofMillis(300);

    private final Workload workload;
    private final EventSequence sequence;
    private final boolean rowPerEvent;
    private final Operator operator;
    private final boolean keepEach;
    private final RepeatedEvents repeated;
    private final LongSupplier clock;
    private final KafkaEventSink sink;
    private final OutputCollector collector;
    private final TrialRecorder recorder = new TrialRecorder();
    private final IntervalLog log;
    private final Worker collectorThread;

    private IdleTimerWatch idleTimers;
    private WindowLatencies each;
    private Schedule schedule;
    private LoadGenerator generator;
    private Worker generatorThread;

    OfferedLoad(
            Workload workload,
            long sequenceSeed,
            Variant variant,
            String inputTopic,
            String outputTopic,
            Map<String, String> clientProperties,
            TrialFiles files,
            long startedAtMs,
            LongSupplier clock) {
        this.workload = workload;
        this.sequence = new EventSequence(sequenceSeed, workload.keys());
        this.operator = variant.operator();
        this.rowPerEvent = variant.emission() == Emission.PER_EVENT;
        // Only a checkpoint that goes on beside the work has an inside and an outside.
        this.keepEach = variant.trigger().kind() == TriggerKind.PER_RECORD
                && !variant.checkpointInterval().isZero();
        this.repeated = new RepeatedEvents(workload.keys().count());
        this.clock = clock;
        this.log = new IntervalLog(files.hlog(), startedAtMs);
        this.sink = new KafkaEventSink(inputTopic, clientProperties);
        this.collector = new OutputCollector(
                outputTopic,
                workload.partitions(),
                variant.guarantee() == Guarantee.EXACTLY_ONCE,
                operator.kind() == OperatorKind.PASS_THROUGH
                        ? new PassedThrough(workload.keys().count())::decode
                        : CountDecoder::decode,
                clientProperties,
                clock);
        this.collectorThread = Worker.start("collector", collector);
    }

    /** Asks the engine whether it is there, on every partition; returns how many answers to expect. */
    int sendProbes() {
        EventEncoder encoder = new EventEncoder(0);
        var probes = Probe.forPartitions(workload.partitions(), System.currentTimeMillis());
        for (Event probe : probes) {
            sink.send(probe.key().getBytes(StandardCharsets.UTF_8), encoder.encode(probe));
        }
        sink.flush();
        return probes.size();
    }

    @Override
    public Set<String> visibleProbes() {
        return collector.visibleProbes();
    }

    /**
     * Follows the idle timers of the job; before {@link #start}.
     *
     * @param watermarkDelay zero in processing time
     * @param tolerance within which nothing is judged
     */
    void followIdleTimers(Duration watermarkDelay, Duration tolerance) {
        idleTimers = new IdleTimerWatch(
                workload.keys().count(),
                event -> schedule.dueNs(event),
                operator.idleTimer().idle().toNanos(),
                watermarkDelay.toNanos(),
                tolerance.toNanos());
    }

    /** Begins to send; nothing is measured yet. */
    void start() {
        schedule = new Schedule(clock.getAsLong() + LEAD.toNanos(), workload.rateHz());
        generator = new LoadGenerator(
                sequence,
                workload.payloadBytes(),
                schedule,
                workload.malformedEvery(),
                sink,
                Pacer.parking(clock, () -> Thread.currentThread().isInterrupted()),
                System::currentTimeMillis,
                recorder::lateness);
        collector.measure(new VisibleEvents(
                sequence, schedule::dueNs, generator::attempted, rowPerEvent, recorder, idleTimers, repeated));
        generatorThread = Worker.start("generator", generator);
    }

    /**
     * Opens the measured window shortly after now.
     *
     * @return when it begins and ends, on the trial's clock
     */
    Span openWindow(Duration duration) {
        long from = schedule.firstDueAt(clock.getAsLong() + WINDOW_LEAD.toNanos());
        long to = schedule.firstDueAt(schedule.dueNs(from) + duration.toNanos());
        Window window = new Window(from, to);
        Span span = new Span(window.size(), schedule.dueNs(from), schedule.dueNs(to));
        if (keepEach && window.size() <= WindowLatencies.MOST_EVENTS) {
            each = new WindowLatencies(window);
            recorder.keepEach(each);
        }
        if (idleTimers != null) {
            idleTimers.open(span.fromNs(), span.toNs());
        }
        recorder.open(window, span.fromNs(), span.toNs());
        generator.measure(window);
        return span;
    }

    /**
     * The measured window.
     *
     * @param events in it
     * @param fromNs when its first event is due
     * @param toNs when the first event behind it is due
     */
    record Span(long events, long fromNs, long toNs) {}

    boolean isWindowCovered() {
        return recorder.coveredInWindow() >= generator.window().size();
    }

    /** Sends an event of a key that is none of the sequence's; whoever sends one takes its rows, too. */
    void sendStranger(Event event) {
        sink.send(event.key().getBytes(StandardCharsets.UTF_8), new EventEncoder(0).encode(event));
    }

    OutputCollector collector() {
        return collector;
    }

    /** Index of the first event that is due at or after this time. */
    long firstDueAt(long timeNs) {
        return schedule.firstDueAt(timeNs);
    }

    /** The idle timers, all judged; only after {@link #finish}, and only if they were followed. */
    IdleTimerWatch idleTimers() {
        return idleTimers;
    }

    /** Each latency of the window; {@code null} if they were not kept. Only after {@link #finish}. */
    WindowLatencies each() {
        return each;
    }

    /** Events that were counted again; only after {@link #finish}. */
    long repeatedEvents() {
        return repeated.total();
    }

    /** Ends the load and waits until Kafka has all of it. */
    void stopSending() throws InterruptedException {
        generator.stop();
        generatorThread.join();
        failIfInVain();
        sink.flush();
    }

    boolean isAllCovered() {
        return collector.coveredTotal() >= generator.attempted();
    }

    @Override
    public long sent() {
        return generator == null ? 0 : generator.attempted();
    }

    @Override
    public long covered() {
        return generator == null ? 0 : collector.coveredTotal();
    }

    @Override
    public Histogram takeInterval() {
        return recorder.takeInterval(log);
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
        collectorThread.failIfDied();
        recorder.finish();
        recorder.takeInterval(log);
        Coverage.Account account = collector.account();
        if (idleTimers != null) {
            idleTimers.finish();
        }
        return account;
    }

    @Override
    public void failIfInVain() {
        collectorThread.failIfDied();
        if (generatorThread != null) {
            generatorThread.failIfDied();
        }
        if (sink.failed() > 0) {
            Optional<String> refusal = Delivery.refusal(sink);
            if (refusal.isPresent()) {
                // No other trial would do better: the run ends here.
                throw new KafkaUnavailableException(refusal.get());
            }
            throw new TrialFailedException("events could not be sent, the first because of: " + firstSendFailure());
        }
    }

    TrialRecorder recorder() {
        return recorder;
    }

    double windowRateHz() {
        return generator.windowRateHz();
    }

    long malformedSent() {
        return generator.malformedSent();
    }

    long sendFailures() {
        return sink.failed();
    }

    String firstSendFailure() {
        return sink.firstFailure().orElse("");
    }

    @Override
    public void close() {
        if (generator != null) {
            generator.stop();
            generatorThread.interrupt();
            joinQuietly(generatorThread);
        }
        collector.close();
        joinQuietly(collectorThread);
        // One that does not close must not keep the others open; whoever closes all of it tells what went wrong.
        try (log;
                sink) {
            collector.closeConsumer();
        }
    }

    private static void joinQuietly(Worker thread) {
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

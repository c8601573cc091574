package org.keyedstatebench.harness.trial;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.event.Count;
import org.keyedstatebench.event.CountDecoder;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.event.EventEncoder;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
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
import org.keyedstatebench.scenario.Variant;
import org.keyedstatebench.scenario.Workload;

/**
 * An open-loop load on one engine and the measurement of what comes out: generator and collector, each in a thread of its own,
 * on one clock. Used by the trial's thread.
 */
final class OfferedLoad implements Load.OpenLoop {

    /** Between "start" and the first due time, so that the generator's thread is up by then. */
    private static final Duration LEAD = Duration.ofMillis(50);

    /** Between "open" and the first due time of the window, so that all who must know of it do, also after a pause of the JVM. */
    private static final Duration WINDOW_LEAD = Duration.ofMillis(300);

    private final Workload workload;
    private final EventSequence sequence;
    private final boolean rowPerEvent;
    private final boolean keepEach;
    private final RepeatedEvents repeated;
    private final LongSupplier clock;
    private final KafkaEventSink sink;
    private final OutputCollector collector;
    private final TrialRecorder recorder = new TrialRecorder();
    private final IntervalLog log;
    private final CollectorThread collectorThread;
    private final IdleTimerWatch idleTimers;

    private WindowLatencies each;
    private Schedule schedule;
    private LoadGenerator generator;
    private Worker generatorThread;

    /**
     * @param sequenceSeed decides which events come
     * @param reader of the output
     * @param hlog takes all series
     * @param watermarkDelay of the job
     */
    OfferedLoad(
            Workload workload,
            long sequenceSeed,
            Variant variant,
            String inputTopic,
            CollectorThread.Reader reader,
            Path hlog,
            long startedAtMs,
            Duration watermarkDelay) {
        this.workload = workload;
        this.sequence = new EventSequence(sequenceSeed, workload.keys());
        this.rowPerEvent = reader.rowPerEvent();
        // Only a checkpoint that goes on beside the work has an inside and an outside.
        this.keepEach = variant.trigger().kind() == TriggerKind.PER_RECORD
                && !variant.checkpointInterval().isZero();
        this.repeated = new RepeatedEvents(workload.keys().count());
        this.clock = reader.clock();
        this.log = new IntervalLog(hlog, startedAtMs);
        this.sink = new KafkaEventSink(inputTopic, reader.clientProperties());
        this.collector = reader.collector(
                variant.operator().kind() == OperatorKind.PASS_THROUGH
                        ? new PassedThrough(workload.keys().count())::decode
                        : CountDecoder::decode);
        this.collectorThread = new CollectorThread(collector);
        this.idleTimers = variant.operator().idleTimer() == null
                ? null
                : IdleTimerJudgement.watch(
                        variant, workload.keys().count(), event -> schedule.dueNs(event), watermarkDelay);
    }

    @Override
    public int sendProbes() {
        var probes = Probe.forPartitions(workload.partitions(), System.currentTimeMillis());
        probes.forEach(this::sendStranger);
        sink.flush();
        return probes.size();
    }

    @Override
    public int answeredProbes() {
        return collector.visibleProbes().size();
    }

    @Override
    public void start() {
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

    @Override
    public Load.Span openWindow(Duration duration) {
        long from = schedule.firstDueAt(clock.getAsLong() + WINDOW_LEAD.toNanos());
        long to = schedule.firstDueAt(schedule.dueNs(from) + duration.toNanos());
        Window window = new Window(from, to);
        Load.Span span = new Load.Span(window.size(), schedule.dueNs(from), schedule.dueNs(to));
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

    @Override
    public boolean isWindowCovered() {
        return recorder.coveredInWindow() >= generator.window().size();
    }

    @Override
    public void sendStranger(Event event) {
        sink.send(event.key().getBytes(StandardCharsets.UTF_8), new EventEncoder(0).encode(event));
    }

    @Override
    public void divertStrangers(Consumer<Count> taker) {
        collector.divertStrangers(taker);
    }

    @Override
    public void tellFirstBehind(Map<Integer, Long> offsets, LongConsumer told) {
        collector.tellFirstBehind(offsets, told);
    }

    @Override
    public long firstDueAt(long timeNs) {
        return schedule.firstDueAt(timeNs);
    }

    @Override
    public IdleTimerWatch idleTimers() {
        return idleTimers;
    }

    @Override
    public WindowLatencies each() {
        return each;
    }

    @Override
    public long repeatedEvents() {
        return repeated.total();
    }

    @Override
    public void stopSending() throws InterruptedException {
        generator.stop();
        generatorThread.join();
        failIfInVain();
        sink.flush();
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

    @Override
    public Coverage.Account finish(Duration atMost) throws InterruptedException {
        Coverage.Account account = collectorThread.finish(atMost);
        recorder.finish();
        recorder.takeInterval(log);
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
            throw new TrialFailedException("events could not be sent, the first because of: "
                    + sink.firstFailure().orElse(""));
        }
    }

    @Override
    public TrialRecorder recorder() {
        return recorder;
    }

    @Override
    public Load.Sent whatWasSent() {
        return new Load.Sent(
                generator.windowRateHz(),
                generator.malformedSent(),
                sink.failed(),
                sink.firstFailure().orElse(""));
    }

    @Override
    public void close() {
        if (generator != null) {
            generator.stop();
            generatorThread.interrupt();
            CollectorThread.joinQuietly(generatorThread);
        }
        // One that does not close must not keep the others open; whoever closes all of it tells what went wrong.
        try (log;
                sink;
                collectorThread) {
            // All is closed.
        }
    }
}

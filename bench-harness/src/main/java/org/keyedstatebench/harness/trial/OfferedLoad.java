package org.keyedstatebench.harness.trial;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.keyedstatebench.event.Count;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.event.EventEncoder;
import org.keyedstatebench.event.EventSequence;
import org.keyedstatebench.harness.kafka.KafkaUnavailableException;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.load.KafkaEventSink;
import org.keyedstatebench.load.LoadGenerator;
import org.keyedstatebench.load.Pacer;
import org.keyedstatebench.load.Schedule;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.measure.IdleTimerWatch;
import org.keyedstatebench.measure.IntervalLog;
import org.keyedstatebench.measure.OutputCollector;
import org.keyedstatebench.measure.Probe;
import org.keyedstatebench.measure.RepeatedEvents;
import org.keyedstatebench.measure.TrialRecorder;
import org.keyedstatebench.measure.VisibleEvents;
import org.keyedstatebench.measure.Window;
import org.keyedstatebench.process.Worker;
import org.keyedstatebench.result.TrialResult;
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
    private final Variant variant;
    private final RepeatedEvents repeated;
    private final TrialClock clock;
    private final KafkaEventSink sink;
    private final OutputCollector collector;
    private final TrialRecorder recorder = new TrialRecorder();
    private final IntervalLog log;
    private final IdleTimerWatch idleTimers;

    private Schedule schedule;
    private LoadGenerator generator;
    private Worker generatorThread;
    private long countedTwice;

    /**
     * @param sequenceSeed decides which events come
     * @param sink of the input
     * @param collector of the output, which is started here
     * @param log takes all series
     * @param watermarkDelay of the job
     */
    OfferedLoad(
            Workload workload,
            long sequenceSeed,
            Variant variant,
            KafkaEventSink sink,
            OutputCollector collector,
            IntervalLog log,
            TrialClock clock,
            Duration watermarkDelay) {
        this.workload = workload;
        this.sequence = new EventSequence(sequenceSeed, workload.keys());
        this.variant = variant;
        this.repeated = new RepeatedEvents(workload.keys().count());
        this.clock = clock;
        this.log = log;
        this.sink = sink;
        this.collector = collector;
        this.idleTimers = variant.operator().idleTimer() == null
                ? null
                : IdleTimers.watch(variant, workload.keys().count(), event -> schedule.dueNs(event), watermarkDelay);
        collector.start();
    }

    /** @throws TrialFailedException if the output cannot be read to its end */
    static Coverage.Account readToEnd(OutputCollector collector) throws InterruptedException {
        return collector
                .finish(READ_TO_END)
                .orElseThrow(() -> new TrialFailedException(
                        "the output topic could not be read to its end within " + READ_TO_END.toSeconds() + " s"));
    }

    @Override
    public int sendProbes() {
        var probes = Probe.forPartitions(workload.partitions(), clock.epochMs());
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
        schedule = new Schedule(clock.nanos() + LEAD.toNanos(), workload.rateHz());
        generator = new LoadGenerator(
                sequence,
                workload.payloadBytes(),
                schedule,
                workload.malformedEvery(),
                sink,
                Pacer.parking(clock::nanos, () -> Thread.currentThread().isInterrupted()),
                clock::epochMs,
                recorder::lateness);
        collector.measure(new VisibleEvents(
                sequence,
                schedule::dueNs,
                generator::attempted,
                variant.emission() == Emission.PER_EVENT,
                recorder,
                idleTimers,
                repeated));
        generatorThread = Worker.start("generator", generator);
    }

    @Override
    public Window openWindow(Duration duration) {
        long from = schedule.firstDueAt(clock.nanos() + WINDOW_LEAD.toNanos());
        long to = schedule.firstDueAt(schedule.dueNs(from) + duration.toNanos());
        Window window = schedule.window(from, to);
        if (idleTimers != null) {
            idleTimers.open(window);
        }
        // Only a checkpoint that goes on beside the work has an inside and an outside.
        recorder.open(
                window,
                variant.trigger().kind() == TriggerKind.PER_RECORD
                        && !variant.checkpointInterval().isZero());
        generator.measure(window);
        return window;
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
    public Window dueBetween(long fromNs, long toNs) {
        return schedule.window(schedule.firstDueAt(fromNs), schedule.firstDueAt(toNs));
    }

    @Override
    public TrialResult.Timers timers() {
        return idleTimers == null ? null : IdleTimers.result(variant.operator().idleTimer(), idleTimers);
    }

    @Override
    public CompletableFuture<Coverage.Account> accountSoFar() {
        return collector.accountSoFar();
    }

    @Override
    public long overdue() {
        return collector.overdue();
    }

    @Override
    public long countedTwice() {
        return countedTwice;
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
    public Coverage.Account finish() throws InterruptedException {
        Coverage.Account account = readToEnd(collector);
        countedTwice = account.countedTwice();
        recorder.finish();
        recorder.takeInterval(log);
        if (idleTimers != null) {
            idleTimers.finish();
        }
        return account;
    }

    @Override
    public void failIfInVain() {
        collector.failIfDied();
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
            generatorThread.joinQuietly(Duration.ofSeconds(1));
        }
    }
}

package org.keyedstatebench.harness.trial;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.keyedstatebench.harness.engine.EngineLife;
import org.keyedstatebench.harness.machine.ForeignLoad;
import org.keyedstatebench.harness.machine.ProcessMeter;
import org.keyedstatebench.result.ResourceUse;
import org.keyedstatebench.result.Timeline;
import org.keyedstatebench.signal.Signal;

/** What engine, broker and harness use of the machine while a trial goes on. Used by the trial's thread. */
final class Meters {

    private final EngineUnderTest engine;
    private final ProcessMeter harness;
    private final Optional<ProcessMeter> broker;
    private final TrialClock clock;

    /** @param brokerPid empty for a broker that is not our process */
    Meters(OptionalLong brokerPid, EngineUnderTest engine, TrialClock clock) {
        this.engine = engine;
        this.harness = ProcessMeter.of(ProcessHandle.current().pid());
        this.broker = brokerPid.isPresent() ? Optional.of(ProcessMeter.of(brokerPid.getAsLong())) : Optional.empty();
        this.clock = clock;
    }

    /**
     * What was used so far.
     *
     * @param engine CPU seconds; {@code null} if it cannot be told
     * @param broker CPU seconds
     * @param harness CPU seconds
     * @param clusterGcMs that its cluster's processes spent in garbage collections; {@code null} if it has none, or does not say
     * @param engineWritten bytes; {@code null} where the system does not tell
     * @param atNs when it was read, on the trial's clock
     * @param machine what the machine has done; empty where it does not tell
     */
    record Usage(
            Double engine,
            double broker,
            double harness,
            Long clusterGcMs,
            Long engineWritten,
            long atNs,
            Optional<ForeignLoad.Reading> machine) {}

    Usage read() {
        sample();
        EngineLife.Use engines = engine.use();
        return new Usage(
                engines.cpuSeconds(),
                broker.map(meter -> meter.cpuSeconds().orElse(0)).orElse(0.0),
                harness.cpuSeconds().orElse(0),
                clusterGcMs(),
                engines.writtenBytes().isPresent()
                        ? (Long) engines.writtenBytes().getAsLong()
                        : null,
                clock.nanos(),
                ForeignLoad.read());
    }

    /** A point of the timeline, as of now. */
    Timeline.Point point(Phase phase, long sent, long covered) {
        sample();
        EngineLife.Use engines = engine.use();
        return new Timeline.Point(
                clock.epochMs(),
                phase.name().toLowerCase(Locale.ROOT),
                sent,
                covered,
                engines.cpuSeconds() == null || engines.rssBytes() == null
                        ? null
                        : new Timeline.Use(engines.cpuSeconds(), engines.rssBytes()),
                broker.map(Meters::use).orElse(null),
                use(harness));
    }

    private void sample() {
        harness.sample();
        broker.ifPresent(ProcessMeter::sample);
    }

    private static Timeline.Use use(ProcessMeter meter) {
        return new Timeline.Use(meter.cpuSeconds().orElse(0), meter.rssBytes());
    }

    /**
     * What the processes used between two readings.
     *
     * @param events among which the engine's CPU time is shared out
     * @param signals of the same time
     */
    ResourceUse between(Usage before, Usage after, long events, SignalSummary signals) {
        List<Signal.GcPause> pauses = signals.gcPauses();
        Optional<ForeignLoad.Shares> others =
                after.machine().flatMap(now -> before.machine().flatMap(now::since));
        Double cpu =
                before.engine() == null || after.engine() == null ? null : (Double) (after.engine() - before.engine());
        return new ResourceUse(
                cpu,
                cpu == null ? null : (Double) (cpu * 1e6 / events),
                engine.use().peakRssBytes(),
                heapPeak(),
                hasCluster() ? null : (Integer) pauses.size(),
                gcMs(before, after, pauses),
                hasCluster()
                        ? null
                        : (Long) pauses.stream()
                                .mapToLong(Signal.GcPause::durationMs)
                                .max()
                                .orElse(0),
                broker.isPresent() ? (Double) (after.broker() - before.broker()) : null,
                after.harness() - before.harness(),
                events,
                (after.atNs() - before.atNs()) / 1e9,
                broker.map(ProcessMeter::peakRssBytes).orElse(null),
                harness.peakRssBytes(),
                before.engineWritten() == null || after.engineWritten() == null
                        ? null
                        : (Long) (after.engineWritten() - before.engineWritten()),
                // A broker or a cluster that is not ours may run on this very machine: then it is no stranger,
                // and cannot be told from one.
                broker.filter(ours -> !isElsewhere())
                        .flatMap(ours -> others)
                        .map(ForeignLoad.Shares::foreign)
                        .orElse(null),
                others.map(ForeignLoad.Shares::stolen).orElse(null));
    }

    /** Then what its own process tells of heap and pauses is the driver's, which is a part of all. */
    private boolean hasCluster() {
        return engine.last(Signal.Cluster.class).isPresent();
    }

    /** Whether its cluster is somebody else's. */
    private boolean isElsewhere() {
        return engine.last(Signal.Cluster.class)
                .filter(Signal.Cluster::startedByOthers)
                .isPresent();
    }

    /** Of the driver its peak, and of its cluster the most that was in use at once. */
    private Long heapPeak() {
        Optional<Long> own = engine.last(Signal.Stopped.class).map(Signal.Stopped::heapPeakBytes);
        if (!hasCluster()) {
            return own.orElse(null);
        }
        Optional<Long> most = engine.signals().stream()
                .filter(Signal.RemoteUse.class::isInstance)
                .map(signal -> ((Signal.RemoteUse) signal).heapBytes())
                .filter(Objects::nonNull)
                .max(Long::compare);
        return most.flatMap(theirs -> own.map(ours -> ours + theirs)).orElse(null);
    }

    /** In all lives of the engine so far. */
    private Long clusterGcMs() {
        List<Long> each = engine.lastOfEach(Signal.RemoteUse.class).stream()
                .map(Signal.RemoteUse::gcMs)
                .filter(Objects::nonNull)
                .toList();
        return each.isEmpty()
                ? null
                : (Long) each.stream().mapToLong(Long::longValue).sum();
    }

    private Long gcMs(Usage before, Usage after, List<Signal.GcPause> pauses) {
        long own = pauses.stream().mapToLong(Signal.GcPause::durationMs).sum();
        if (!hasCluster()) {
            return own;
        }
        return before.clusterGcMs() == null || after.clusterGcMs() == null
                ? null
                : (Long) (own + Math.max(0, after.clusterGcMs() - before.clusterGcMs()));
    }
}

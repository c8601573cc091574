package org.keyedstatebench.harness.trial;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.keyedstatebench.harness.machine.ForeignLoad;
import org.keyedstatebench.harness.machine.ProcessMeter;
import org.keyedstatebench.harness.machine.ProcessMeter.Use;
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
     * @param clusterGcMs that its cluster's processes spent in garbage collections; {@code null} if it has none, or does not say
     * @param atNs when it was read, on the trial's clock
     * @param machine what the machine has done; empty where it does not tell
     */
    record Usage(
            Use engine, Use broker, Use harness, Long clusterGcMs, long atNs, Optional<ForeignLoad.Reading> machine) {}

    Usage read() {
        sample();
        return new Usage(engine.use(), brokers(), harness.use(), clusterGcMs(), clock.nanos(), ForeignLoad.read());
    }

    /** A point of the timeline, as of now. */
    Timeline.Point point(Phase phase, long sent, long covered) {
        sample();
        return new Timeline.Point(
                clock.epochMs(),
                phase.name().toLowerCase(Locale.ROOT),
                sent,
                covered,
                point(engine.use()),
                point(brokers()),
                point(harness.use()));
    }

    /** Nothing is known of a broker that is not our process. */
    private Use brokers() {
        return broker.map(ProcessMeter::use).orElse(Use.UNKNOWN);
    }

    private void sample() {
        harness.sample();
        broker.ifPresent(ProcessMeter::sample);
    }

    private static Timeline.Use point(Use use) {
        return Use.both(use.cpuSeconds(), use.rssBytes(), Timeline.Use::new);
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
        Double cpu = after.engine().cpuSecondsSince(before.engine());
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
                after.broker().cpuSecondsSince(before.broker()),
                after.harness().cpuSecondsSince(before.harness()),
                events,
                (after.atNs() - before.atNs()) / 1e9,
                brokers().peakRssBytes(),
                harness.use().peakRssBytes(),
                after.engine().writtenBytesSince(before.engine()),
                // A broker or a cluster that is not ours may run on this very machine: then it is no stranger,
                // and cannot be told from one.
                broker.filter(ours -> !engine.life().isElsewhere())
                        .flatMap(ours -> others)
                        .map(ForeignLoad.Shares::foreign)
                        .orElse(null),
                others.map(ForeignLoad.Shares::stolen).orElse(null));
    }

    /** Then what its own process tells of heap and pauses is the driver's, which is a part of all. */
    private boolean hasCluster() {
        return engine.last(Signal.Cluster.class).isPresent();
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
        return Use.both(after.clusterGcMs(), before.clusterGcMs(), (now, then) -> own + Math.max(0, now - then));
    }
}

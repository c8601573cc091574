package org.keyedstatebench.harness.trial;

import java.util.List;
import java.util.Locale;
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
        this.harness = new ProcessMeter(ProcessHandle.current().pid());
        this.broker = brokerPid.isPresent() ? Optional.of(new ProcessMeter(brokerPid.getAsLong())) : Optional.empty();
        this.clock = clock;
    }

    /**
     * What was used so far.
     *
     * @param engine CPU seconds
     * @param broker CPU seconds
     * @param harness CPU seconds
     * @param engineWritten bytes; empty where the system does not tell
     * @param atNs when it was read, on the trial's clock
     * @param machine what the machine has done; empty where it does not tell
     */
    record Usage(
            double engine,
            double broker,
            double harness,
            OptionalLong engineWritten,
            long atNs,
            Optional<ForeignLoad.Reading> machine) {}

    Usage read() {
        sample();
        EngineLife.Use engines = engine.use();
        return new Usage(
                engines.cpuSeconds(),
                broker.map(meter -> meter.cpuSeconds().orElse(0)).orElse(0.0),
                harness.cpuSeconds().orElse(0),
                engines.writtenBytes(),
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
                new Timeline.Use(engines.cpuSeconds(), engines.rssBytes()),
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
        boolean isWritingKnown =
                before.engineWritten().isPresent() && after.engineWritten().isPresent();
        return new ResourceUse(
                after.engine() - before.engine(),
                (after.engine() - before.engine()) * 1e6 / events,
                engine.use().peakRssBytes(),
                engine.last(Signal.Stopped.class)
                        .map(Signal.Stopped::heapPeakBytes)
                        .orElse(null),
                pauses.size(),
                pauses.stream().mapToLong(Signal.GcPause::durationMs).sum(),
                pauses.stream().mapToLong(Signal.GcPause::durationMs).max().orElse(0),
                broker.isPresent() ? (Double) (after.broker() - before.broker()) : null,
                after.harness() - before.harness(),
                events,
                (after.atNs() - before.atNs()) / 1e9,
                broker.map(ProcessMeter::peakRssBytes).orElse(null),
                harness.peakRssBytes(),
                isWritingKnown
                        ? (Long) (after.engineWritten().getAsLong()
                                - before.engineWritten().getAsLong())
                        : null,
                // A broker that is not our process may run on this very machine: then it is no stranger, and cannot be
                // told from one.
                broker.flatMap(ours -> others).map(ForeignLoad.Shares::foreign).orElse(null),
                others.map(ForeignLoad.Shares::stolen).orElse(null));
    }
}

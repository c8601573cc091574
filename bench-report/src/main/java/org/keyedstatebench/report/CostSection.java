package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.compare.Metric;
import org.keyedstatebench.compare.VariantSummary;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.result.Disturbance;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.RunTraces;
import org.keyedstatebench.scenario.Experiment;

/** Shows that the offered rate was held, and what it took. */
final class CostSection {

    private static final double MILLIS_PER_SECOND = 1e3;

    private CostSection() {}

    static Section of(RunResult run, Comparison comparison, RunTraces traces, VariantLooks looks) {
        String window = isDrain(run)
                ? "the middle 80 % of the events"
                : "the measured window of "
                        + Durations.format(run.scenario().timing().duration());
        List<VariantSummary> variants = comparison.variants();
        Block rates = new VariantTable()
                .column("offered (events/s)", Metric.OFFERED_RATE, 1)
                .column("sent (events/s)", Metric.SENT_RATE, 1)
                .column("covered (events/s)", Metric.COVERED_RATE, 1)
                .column("engine CPU (µs/event)", Metric.ENGINE_CPU_PER_EVENT, 1)
                .column("events/s per core", Metric.EVENTS_PER_CORE_SECOND, 1)
                .column("broker CPU (µs/event)", Metric.BROKER_CPU_PER_EVENT, 1)
                .column("harness CPU (µs/event)", Metric.HARNESS_CPU_PER_EVENT, 1)
                .build(
                        "Throughput and CPU",
                        variants,
                        List.of(
                                "Over " + window + "; median over valid trials"
                                        + " (smallest–largest). The rate is offered, not a limit: no engine is shown at its"
                                        + " highest throughput here. Micro-batches that straddle the window's ends move the"
                                        + " covered rate a little off the sent one.",
                                "Events/s per core: what one core that the engine had to itself would process at this cost"
                                        + " per event; the inverse of the engine's CPU time, and no measured limit.",
                                "Broker and harness CPU are the cost of Kafka, of the generator and of the measurement;"
                                        + " – where a process is not ours or did not report."));
        Block others = new VariantTable()
                .column("other processes (%)", Metric.FOREIGN_SHARE, 0.01)
                .column("hypervisor (%)", Metric.STOLEN_SHARE, 0.01)
                .build(
                        "What the machine gave to others",
                        variants,
                        List.of("Over " + window
                                + ", of all its processors. A trial in which other processes took more than "
                                + Figures.percent(Disturbance.MOST_FOREIGN_SHARE) + " or the hypervisor more than "
                                + Figures.percent(Disturbance.MOST_STOLEN_SHARE)
                                + " is flagged busy-machine. Other processes are not known where the broker is not ours,"
                                + " for it may be one of them."));
        Block memory = new VariantTable()
                .column("peak RSS (MiB)", Metric.PEAK_RSS, Figures.BYTES_PER_MIB)
                .column("broker RSS (MiB)", Metric.BROKER_PEAK_RSS, Figures.BYTES_PER_MIB)
                .column("harness RSS (MiB)", Metric.HARNESS_PEAK_RSS, Figures.BYTES_PER_MIB)
                .column("heap peak (MiB)", Metric.HEAP_PEAK, Figures.BYTES_PER_MIB)
                .column("GC pauses", Metric.GC_PAUSES, 1)
                .column("GC total (ms)", Metric.GC_PAUSE_TOTAL, 1)
                .column("GC longest (ms)", Metric.GC_PAUSE_MAX, 1)
                .column("GC share (%)", Metric.GC_SHARE, 0.01)
                .column("written (B/event)", Metric.WRITTEN_PER_EVENT, 1)
                .column("ready after (s)", Metric.READY, MILLIS_PER_SECOND)
                .column("first count after (s)", Metric.FIRST_COUNT, MILLIS_PER_SECOND)
                .build(
                        "Memory, garbage collection, start-up",
                        variants,
                        List.of(
                                "Peaks over the whole trial, pauses in the measured window, start-up from the fork of the"
                                        + " engine's process. Every engine has the same heap limit, so RSS says little"
                                        + " about what it would need at least; the heap peak sums the peaks of the JVM's"
                                        + " pools and is an upper bound.",
                                "Written: bytes that the engine had the system write to disks, checkpoints for the most part;"
                                        + " state on a file system in memory counts nothing."));
        List<Block> blocks = new ArrayList<>(List.of(rates));
        CpuPlot.perEvent(comparison, looks).ifPresent(blocks::add);
        List<AlignedTrace> traced = AlignedTrace.of(run.trials(), traces).stream()
                .filter(aligned -> !aligned.trace().timeline().isEmpty())
                .toList();
        if (!traced.isEmpty()) {
            blocks.add(CpuPlot.cores(new TrialsOverTime(traced, looks)));
        }
        blocks.add(others);
        blocks.add(memory);
        if (!traced.isEmpty()) {
            blocks.add(CpuPlot.memory(new TrialsOverTime(traced, looks)));
        }
        return new Section("cost", "Throughput, CPU, memory", blocks);
    }

    private static boolean isDrain(RunResult run) {
        return run.scenario().conditions().stream()
                .allMatch(condition -> condition.experiment() instanceof Experiment.Drain);
    }
}

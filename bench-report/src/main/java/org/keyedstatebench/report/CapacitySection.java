package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.keyedstatebench.report.Block.Cell;
import org.keyedstatebench.report.Block.Column;
import org.keyedstatebench.report.Block.Table;
import org.keyedstatebench.result.Capacity;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.scenario.Variant;

/** Shows which rate each variant sustains, and every rate that was tried on the way. */
final class CapacitySection {

    private CapacitySection() {}

    /** @return empty for a run that did not search */
    static Optional<Section> of(RunResult run) {
        if (run.capacity().isEmpty()) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>(findings(run));
        blocks.add(answers(run));
        blocks.add(probes(run));
        return Optional.of(new Section("capacity", "Sustainable rate", blocks));
    }

    /** What the searches say, in sentences. */
    static List<Block.Paragraph> findings(RunResult run) {
        List<Block.Paragraph> findings = new ArrayList<>();
        for (Variant variant : run.scenario().variants()) {
            List<Capacity> searches = run.capacity().stream()
                    .filter(search -> search.variant().equals(variant.name()))
                    .toList();
            if (searches.isEmpty()) {
                continue;
            }
            Capacity first = searches.get(0);
            String bound = "p99 below " + Figures.time((double) first.p99BelowNs());
            List<Long> rates = searches.stream()
                    .map(Capacity::rate)
                    .filter(Objects::nonNull)
                    .sorted()
                    .toList();
            if (rates.isEmpty()) {
                findings.add(new Block.Paragraph(
                        variant.name() + " sustains none of the rates that were tried with " + bound + ": "
                                + lowestFailure(first)
                                        .map(CapacitySection::words)
                                        .orElse("no trial came to a measurement")
                                + ".",
                        Tone.WARNING));
                continue;
            }
            findings.add(new Block.Paragraph(variant.name() + " sustains " + spread(rates) + " events/s with " + bound
                    + sureness(searches, rates)
                    + lowestFailure(first)
                            .map(probe -> "; at " + Figures.count(probe.rate()) + " " + words(probe))
                            .orElse("; this was the highest rate allowed, so the limit may be higher")
                    + "."));
        }
        return findings;
    }

    private static String sureness(List<Capacity> searches, List<Long> rates) {
        return searches.size() == 1
                ? ", confirmed in a second trial"
                : ", each confirmed in a second trial, in " + rates.size() + " of " + searches.size() + " blocks";
    }

    private static String words(Capacity.Probe probe) {
        return String.join(" and ", probe.why());
    }

    /** The lower of the two middle ones if their number is even, so a rate that was tried; of two both, as neither is the middle. */
    private static String spread(List<Long> sorted) {
        String lowest = Figures.count(sorted.get(0));
        String highest = Figures.count(sorted.get(sorted.size() - 1));
        if (lowest.equals(highest)) {
            return lowest;
        }
        return sorted.size() == 2
                ? lowest + " to " + highest
                : Figures.count(sorted.get((sorted.size() - 1) / 2)) + " (" + lowest + "–" + highest + ")";
    }

    private static Optional<Capacity.Probe> lowestFailure(Capacity search) {
        return search.probes().stream()
                .filter(probe -> !probe.holds() && !isRevised(probe, search))
                .min(Comparator.comparingLong(Capacity.Probe::rate));
    }

    /** Whether the same question was asked again, and answered otherwise. */
    private static boolean isRevised(Capacity.Probe failed, Capacity search) {
        return search.probes().stream()
                .anyMatch(other -> other.trial() > failed.trial()
                        && other.rate() == failed.rate()
                        && other.confirming() == failed.confirming()
                        && other.holds());
    }

    private static Table answers(RunResult run) {
        Capacity any = run.capacity().get(0);
        return new Columns<Capacity>()
                .text("variant", Capacity::variant)
                .number("block", search -> Figures.count(search.block()))
                .number(
                        "sustains (events/s)",
                        search -> search.rate() == null ? Figures.NONE : Figures.count(search.rate()))
                .cells(
                        Column.text("confirmed"),
                        search -> search.confirmed() ? new Cell("yes", Tone.GOOD) : new Cell("no", Tone.WARNING))
                .number(
                        "lowest that did not hold",
                        search -> lowestFailure(search)
                                .map(probe -> Figures.count(probe.rate()))
                                .orElse("none up to " + Figures.count(search.maxRate())))
                .number("trials", search -> Figures.count(search.probes().size()))
                .table(
                        "Highest rate with p99 below " + Figures.time((double) any.p99BelowNs()),
                        run.capacity(),
                        List.of(
                                "A rate holds when the backlog does not grow (not by more than 1 % of the rate, with the whole 95 % interval"
                                        + " of its slope), p99 of coverage latency is below the bound, the generator kept its schedule,"
                                        + " and every event is accounted for. The search ends within "
                                        + Figures.percent(any.resolution())
                                        + " of a rate that does not hold, and the answer must hold again in a trial twice as long. A rate"
                                        + " that does not hold is asked about once more where others took a part of the machine"
                                        + " meanwhile, and at the lowest rate.",
                                "Harness, broker and engine share one machine: this is what the engine sustains beside them."));
    }

    /** A rate that was tried, and for whom. */
    private record Tried(String variant, Capacity.Probe probe) {}

    private static Table probes(RunResult run) {
        List<Tried> tried = run.capacity().stream()
                .flatMap(search -> search.probes().stream().map(probe -> new Tried(search.variant(), probe)))
                .toList();
        return new Columns<Tried>()
                .text("variant", Tried::variant)
                .number("trial", of -> Figures.count(of.probe().trial()))
                .number("events/s", of -> Figures.count(of.probe().rate()))
                .text("for", of -> of.probe().confirming() ? "confirmation" : "search")
                .cells(
                        Column.text("answer"),
                        of -> of.probe().holds()
                                ? new Cell("holds", Tone.GOOD)
                                : Cell.of("does not: " + words(of.probe())))
                .table("Rates that were tried", tried, List.of());
    }
}

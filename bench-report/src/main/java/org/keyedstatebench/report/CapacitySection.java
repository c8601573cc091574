package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    static List<Paragraph> findings(RunResult run) {
        List<Paragraph> findings = new ArrayList<>();
        for (Variant variant : run.scenario().variants()) {
            List<Capacity> searches = run.capacity().stream()
                    .filter(search -> search.variant().equals(variant.name()))
                    .toList();
            if (searches.isEmpty()) {
                continue;
            }
            Capacity first = searches.get(0);
            String bound = Figures.time((double) first.p99BelowNs());
            List<Long> rates = searches.stream()
                    .map(Capacity::rate)
                    .filter(Objects::nonNull)
                    .sorted()
                    .toList();
            String limit = lowestFailure(first)
                    .map(probe -> (rates.isEmpty() ? "" : "at " + Figures.count(probe.rate()) + " ") + words(probe))
                    .orElse(Words.of(rates.isEmpty() ? "capacity.unmeasured" : "capacity.unlimited"));
            String each = searches.size() == 1
                    ? "confirmed in a second trial"
                    : Words.of("capacity.blocks", rates.size(), searches.size());
            findings.add(
                    rates.isEmpty()
                            ? new Paragraph(Words.of("capacity.none", variant.name(), bound, limit), Tone.WARNING)
                            : new Paragraph(
                                    Words.of("capacity.finding", variant.name(), bound, spread(rates), each, limit)));
        }
        return findings;
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
                .count("block", Capacity::block)
                .count("sustains (events/s)", Capacity::rate)
                .text(
                        "confirmed",
                        search -> search.confirmed() ? "yes" : "no",
                        search -> search.confirmed() ? Tone.GOOD : Tone.WARNING)
                .number(
                        "lowest that did not hold",
                        search -> lowestFailure(search)
                                .map(probe -> Figures.count(probe.rate()))
                                .orElse("none up to " + Figures.count(search.maxRate())))
                .count("trials", search -> search.probes().size())
                .say(
                        "capacity",
                        run.capacity(),
                        Figures.time((double) any.p99BelowNs()),
                        Figures.percent(any.resolution()));
    }

    /** A rate that was tried, and for whom. */
    private record Tried(String variant, Capacity.Probe probe) {}

    private static Table probes(RunResult run) {
        List<Tried> tried = run.capacity().stream()
                .flatMap(search -> search.probes().stream().map(probe -> new Tried(search.variant(), probe)))
                .toList();
        return new Columns<Tried>()
                .text("variant", Tried::variant)
                .count("trial", of -> of.probe().trial())
                .count("events/s", of -> of.probe().rate())
                .text("for", of -> of.probe().confirming() ? "confirmation" : "search")
                .text(
                        "answer",
                        of -> of.probe().holds() ? "holds" : "does not: " + words(of.probe()),
                        of -> of.probe().holds() ? Tone.GOOD : Tone.PLAIN)
                .table("Rates that were tried", tried);
    }
}

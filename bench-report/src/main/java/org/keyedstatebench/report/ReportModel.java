package org.keyedstatebench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keyedstatebench.compare.Comparison;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialTrace;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Experiment;

/**
 * All that a report says about a run, already in words and figures, so that no two forms of the report can disagree.
 *
 * @param title of the report
 * @param warnings what to know before anything else, such as an interrupted run; mostly none
 * @param sections in the order of reading
 */
public record ReportModel(String title, List<String> warnings, List<Section> sections) {

    /** Header of the first column of tables that have a row for every second. */
    static final String BY_SECOND = "second";

    private static final List<String> IN_SUMMARY = List.of(
            "table",
            "drain",
            "capacity",
            "curve",
            "latency",
            "recovery",
            "operations",
            FaultsSection.ID,
            "price",
            "correctness",
            ShortTable.ID,
            "verdict");

    /**
     * What is shared by all conditions stands once; what was found is shown by the experiments that found it. In a table of many
     * conditions, what compares variants across all of their trials has no place. Trials that were added to a comparison to fill its
     * table are shown by the table, and in the account of all trials.
     *
     * @param traces of its trials by their place in the order of execution, as far as they are at hand
     */
    public static ReportModel of(RunResult all, Map<Integer, TrialTrace> traces) {
        RunResult run = all.compared();
        Comparison comparison = Comparison.of(run);
        VariantLooks looks = new VariantLooks(run.scenario().variants());
        List<AlignedTrace> traced = AlignedTrace.of(run.trials(), traces, looks);
        List<Section> sections = new ArrayList<>();
        if (all.table() != null) {
            sections.add(ShortTable.section(all));
        }
        sections.add(run.table() == null ? VerdictSection.of(run, comparison) : ComparisonTableSection.of(run));
        sections.add(SetupSection.of(run));
        DrainSection.of(run).ifPresent(sections::add);
        if (run.table() == null) {
            CapacitySection.of(run).ifPresent(sections::add);
            CurveSection.of(run, looks).ifPresent(sections::add);
        }
        RecoverySection.of(run).ifPresent(sections::add);
        OperationsSection.of(all).ifPresent(sections::add);
        FaultsSection.of(run, looks).ifPresent(sections::add);
        boolean oneCondition =
                run.table() == null && run.scenario().conditions().size() == 1;
        boolean oneOpenLoop = oneCondition && isOneOpenLoop(run);
        boolean undisturbed = oneCondition && isUndisturbed(run);
        if (undisturbed) {
            sections.add(ComparisonTableSection.of(all));
        }
        if (oneOpenLoop) {
            sections.add(LatencySection.of(comparison, traced, looks));
        }
        if (undisturbed) {
            sections.add(RatioSection.of(comparison, looks));
        }
        sections.add(TrialsSection.of(all, comparison, looks));
        sections.add(TimelineSection.of(run, traced));
        if (oneOpenLoop) {
            sections.add(LoadSection.of(run.trials(), traced));
        }
        if (oneCondition) {
            // Figures of different loads would be summed up as one.
            sections.add(CostSection.of(run, comparison, traced, looks));
        }
        PriceSection.of(run).ifPresent(sections::add);
        sections.add(CorrectnessSection.of(comparison, all.trials()));
        sections.add(FairnessSection.of(run));
        sections.add(GlossarySection.of(List.of(all)));
        sections.add(RepeatSection.of(all));
        return new ReportModel("Keyed state benchmark: " + run.id(), warnings(all), sections);
    }

    /** Whether all trials are of one open loop, so that their latencies may be put side by side. */
    static boolean isOneOpenLoop(RunResult run) {
        List<Condition> conditions = run.scenario().conditions();
        return conditions.size() == 1 && !(conditions.get(0).experiment() instanceof Experiment.Drain);
    }

    /** Whether these latencies tell what the engines are like: where one was killed, they tell when that was. */
    static boolean isUndisturbed(RunResult run) {
        return isOneOpenLoop(run)
                && !Experiment.interrupts(run.scenario().conditions().get(0).experiment());
    }

    /** Pictures of their own, by the names of their files: those that say what the run was for. */
    public Map<String, String> pictures() {
        Map<String, String> pictures = new TreeMap<>();
        sections.stream()
                .filter(section -> section.id().equals(CurveSection.ID))
                .flatMap(section -> section.blocks().stream())
                .filter(Plot.class::isInstance)
                .map(Plot.class::cast)
                .forEach(
                        plot -> pictures.put(plot.id() + ".svg", SvgPlot.render(plot.title(), (Lines) plot.drawing())));
        return pictures;
    }

    /** What fits a terminal: the verdict last, because what comes last is what one sees. Of a comparison the table in short only. */
    public ReportModel summary() {
        Set<String> ids = sections.stream().map(Section::id).collect(Collectors.toSet());
        boolean inShort = ids.containsAll(List.of(ShortTable.ID, "verdict"));
        return only(IN_SUMMARY.stream()
                .filter(id -> !inShort || !id.equals("table"))
                .toList());
    }

    /** @param ids of sections, in the order that is wanted; those that there are not are left out */
    ReportModel only(List<String> ids) {
        List<Section> shown = ids.stream()
                .flatMap(id -> sections.stream().filter(section -> section.id().equals(id)))
                .toList();
        return new ReportModel(title, warnings, shown);
    }

    /** Whether a form that cannot draw shows the figures of a plot; a row for every second would bury the rest. */
    static boolean isShort(Table table) {
        return table.rows().isEmpty() || !table.columns().get(0).header().equals(BY_SECOND);
    }

    private static List<String> warnings(RunResult run) {
        if (run.status() == RunResult.Status.COMPLETE) {
            return List.of();
        }
        String done =
                Words.of("warning.done", run.trials().size(), run.scenario().trials());
        boolean interrupted = run.status() == RunResult.Status.INTERRUPTED;
        return List.of(Words.of(interrupted ? "warning.interrupted" : "warning.running", done));
    }
}

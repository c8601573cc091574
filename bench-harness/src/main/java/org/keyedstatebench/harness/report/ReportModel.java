package org.keyedstatebench.harness.report;

import java.util.List;
import org.keyedstatebench.harness.compare.Comparison;
import org.keyedstatebench.harness.result.RunResult;

/**
 * All that a report says about a run, already in words and figures, so that no two forms of the report can disagree.
 *
 * @param title of the report
 * @param warnings what to know before anything else, such as an interrupted run; mostly none
 * @param sections in the order of reading
 */
public record ReportModel(String title, List<String> warnings, List<Section> sections) {

    public ReportModel {
        warnings = List.copyOf(warnings);
        sections = List.copyOf(sections);
    }

    /** @throws IllegalArgumentException if the run contradicts itself; the message says where */
    public static ReportModel of(RunResult run) {
        Comparison comparison = Comparison.of(run);
        return new ReportModel(
                "Keyed state benchmark: " + run.id(),
                warnings(run),
                List.of(
                        VerdictSection.of(run, comparison),
                        SetupSection.of(run),
                        LatencySection.of(comparison),
                        CostSection.of(run, comparison),
                        CorrectnessSection.of(comparison),
                        TrialsSection.of(run),
                        DimensionsSection.of(comparison),
                        FairnessSection.of(comparison),
                        GlossarySection.of(run)));
    }

    private static List<String> warnings(RunResult run) {
        if (run.status() == RunResult.Status.COMPLETE) {
            return List.of();
        }
        int planned = run.scenario().blocks() * run.scenario().variants().size();
        String done =
                run.trials().size() + " of " + planned + " trials were carried out. What follows is what was measured"
                        + " until then; variants may have different numbers of trials.";
        return run.status() == RunResult.Status.INTERRUPTED
                ? List.of("INTERRUPTED: this run was stopped before its end; " + done)
                : List.of("NOT FINISHED: this run is still going on, or ended without saying so; so far " + done);
    }
}

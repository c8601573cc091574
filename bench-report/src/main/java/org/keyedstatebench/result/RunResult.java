package org.keyedstatebench.result;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyedstatebench.scenario.Condition;
import org.keyedstatebench.scenario.Scenario;
import org.keyedstatebench.scenario.Variant;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.annotation.EnumNaming;

/**
 * Everything that a run found, the one source of every report.
 *
 * @param schemaVersion of this form, {@value #SCHEMA_VERSION}
 * @param id name of the run's folder
 * @param status whether all trials were carried out
 * @param startedAt UTC
 * @param endedAt UTC; of the last trial so far while the run goes on
 * @param command that repeats the run
 * @param seed of event sequences and order
 * @param scenario what was run
 * @param environment where it ran
 * @param variants how each variant was really run
 * @param trials in the order of execution
 * @param capacity what searches for the highest sustainable rate found; none if nothing was searched for
 * @param micro micro-benchmarks of the same run; {@code null} if there were none
 * @param table the comparison table; {@code null} if the run was made for none
 */
@RecordBuilder
public record RunResult(
        int schemaVersion,
        String id,
        Status status,
        Instant startedAt,
        Instant endedAt,
        String command,
        long seed,
        Scenario scenario,
        Environment environment,
        List<VariantManifest> variants,
        List<TrialResult> trials,
        List<Capacity> capacity,
        List<MicroResult.Figure> micro,
        List<TableRow> table)
        implements RunResultBuilder.With {

    public static final int SCHEMA_VERSION = 2;

    /** The form in which it is kept. */
    public static final Document<RunResult> DOCUMENT =
            new Document<>("result.json", "the result of a run", RunResult.class, SCHEMA_VERSION, RunResult::wrong);

    /** Whether all trials were carried out. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Status {
        RUNNING,
        COMPLETE,
        /** Stopped before the last trial; what was measured until then stands. */
        INTERRUPTED
    }

    public RunResult {
        variants = List.copyOf(variants);
        trials = List.copyOf(trials);
        capacity = capacity == null ? List.of() : List.copyOf(capacity);
        micro = micro == null ? null : List.copyOf(micro);
        table = table == null ? null : List.copyOf(table);
    }

    /** What every report needs, and what a file that this suite did not write may lack. */
    private Optional<String> wrong() {
        Map<String, Object> needed = new LinkedHashMap<>();
        needed.put("id", id);
        needed.put("status", status);
        needed.put("startedAt", startedAt);
        needed.put("scenario", scenario);
        needed.put("environment", environment);
        for (Map.Entry<String, Object> part : needed.entrySet()) {
            if (part.getValue() == null) {
                return Optional.of("there is no " + part.getKey());
            }
        }
        Set<String> known = scenario.variants().stream().map(Variant::name).collect(Collectors.toSet());
        return trials.stream()
                .filter(trial -> !known.contains(trial.variant()))
                .map(trial -> "trial " + trial.order() + " is of the variant '" + trial.variant()
                        + "', which its scenario does not have")
                .findFirst();
    }

    /** The trials of one variant, in the order of execution. */
    public List<TrialResult> trialsOf(String variant) {
        return trials.stream().filter(trial -> trial.variant().equals(variant)).toList();
    }

    /** Those of them under one condition. */
    public List<TrialResult> trialsOf(String variant, Condition condition) {
        return trialsOf(variant).stream()
                .filter(trial -> trial.condition().equals(condition.name()))
                .toList();
    }

    /** What was found under one condition, as if the run had had no other. */
    public RunResult only(Condition condition) {
        return only(List.of(condition));
    }

    /** The run without the trials that were added to fill the table of a comparison; the run itself if there are none. */
    public RunResult compared() {
        return scenario.added().isEmpty() ? this : only(scenario.compared());
    }

    /** What was found under some of its conditions, at least one, as if the run had had no other. */
    public RunResult only(List<Condition> some) {
        Scenario left = scenario.only(some);
        Set<String> names = some.stream().map(Condition::name).collect(Collectors.toSet());
        return with(run -> run.scenario(left)
                .variants(variants.stream()
                        .filter(manifest -> left.variants().stream()
                                .anyMatch(variant -> variant.name().equals(manifest.name())))
                        .toList())
                .trials(trials.stream()
                        .filter(trial -> names.contains(trial.condition()))
                        .toList())
                .capacity(null)
                .micro(null)
                .table(null));
    }
}

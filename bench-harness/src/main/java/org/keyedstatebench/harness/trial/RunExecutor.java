package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyedstatebench.harness.trial.RunListener.Progress;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.result.VariantManifest;
import org.keyedstatebench.scenario.Scenario;

/**
 * Carries out all trials of a run in their order and keeps the result up to date after each, so that an interrupted run leaves
 * all that it measured. Used by one thread.
 */
public final class RunExecutor {

    private final TrialSetting setting;
    private final RunFolder folder;
    private final RunListener listener;
    private final RemainingTime remaining;

    /**
     * @param folder takes the result, before the first trial and after each, and the files of the trials
     */
    public RunExecutor(TrialSetting setting, RunFolder folder, RunListener listener) {
        this.setting = setting;
        this.folder = folder;
        this.listener = listener;
        this.remaining =
                new RemainingTime(variant -> setting.catalogue().engine(variant).startup());
    }

    /**
     * Runs every trial. A variant that its engine refuses is not tried again under that condition in later blocks: a refusal does
     * not depend on the day.
     *
     * @param command that repeats the run
     * @return the complete result, or an interrupted one if this thread was interrupted; it was saved
     */
    public RunResult execute(String command, Environment environment) {
        Scenario scenario = setting.scenario();
        List<PlannedTrial> rest = new ArrayList<>(BlockPlan.of(scenario));
        Progression run = new Progression(command, environment);
        run.save(RunResult.Status.RUNNING);
        listener.runStarted(List.copyOf(rest), remaining.of(rest));
        Set<Refused> refused = new HashSet<>();
        try {
            TrialRunner runner = warmedUp();
            while (!rest.isEmpty()) {
                PlannedTrial trial = rest.get(0);
                if (!refused.contains(Refused.of(trial))) {
                    TrialResult result = runTrial(runner, trial, rest, run);
                    if (result.status() == TrialStatus.UNSUPPORTED) {
                        refused.add(Refused.of(trial));
                    }
                }
                rest.remove(0);
                rest.removeIf(later -> refused.contains(Refused.of(later)));
            }
        } catch (InterruptedException cancelled) {
            return run.save(RunResult.Status.INTERRUPTED);
        } catch (RuntimeException | Error e) {
            run.saveBeside(e);
            throw e;
        }
        return run.save(RunResult.Status.COMPLETE);
    }

    /**
     * Carries out one trial after the other as a search asks for them.
     *
     * @param command that repeats the run
     * @return the complete result, or an interrupted one if this thread was interrupted; it was saved
     */
    public RunResult search(String command, Environment environment, TrialSource search) {
        Progression run = new Progression(command, environment);
        run.search = search;
        run.save(RunResult.Status.RUNNING);
        List<PlannedTrial> known = search.following();
        if (!known.isEmpty()) {
            listener.runStarted(known, remaining.of(known));
        }
        try {
            TrialRunner runner = warmedUp();
            for (Optional<PlannedTrial> next = search.next(); next.isPresent(); next = search.next()) {
                PlannedTrial trial = next.get();
                List<PlannedTrial> rest = new ArrayList<>(List.of(trial));
                rest.addAll(search.following());
                if (rest.size() > 1) {
                    listener.planned(trial.order() + rest.size() - 1);
                }
                TrialResult result = runTrial(runner, trial, rest, run);
                search.answered(trial, result);
                run.save(RunResult.Status.RUNNING);
            }
        } catch (InterruptedException cancelled) {
            return run.save(RunResult.Status.INTERRUPTED);
        } catch (RuntimeException | Error e) {
            run.saveBeside(e);
            throw e;
        }
        return run.save(RunResult.Status.COMPLETE);
    }

    /** Makes the archives that are missing and rehearses, where that is worth its time; nothing of it is recorded. */
    private TrialRunner warmedUp() throws InterruptedException {
        TrialSetting prepared = ArchiveTrials.prepared(setting, listener);
        if (Rehearsal.isWorthwhile(prepared.scenario().timing())) {
            listener.rehearsed(Rehearsal.of(prepared));
        }
        return new TrialRunner(prepared, folder);
    }

    /** What was refused: a variant under a condition. Another condition may be another question. */
    private record Refused(String condition, String variant) {
        static Refused of(PlannedTrial trial) {
            return new Refused(trial.condition().name(), trial.variant().name());
        }
    }

    private TrialResult runTrial(TrialRunner runner, PlannedTrial trial, List<PlannedTrial> rest, Progression run)
            throws InterruptedException {
        long began = System.nanoTime();
        List<PlannedTrial> later = rest.subList(1, rest.size());
        listener.trialStarted(trial, remaining.of(rest));
        TrialRunner.Outcome outcome = runner.run(trial, now -> listener.progress(progress(trial, now, began, later)));
        remaining.saw(trial, Duration.ofNanos(System.nanoTime() - began));
        run.add(outcome);
        run.save(RunResult.Status.RUNNING);
        listener.trialEnded(trial, outcome.result(), remaining.of(later));
        return outcome.result();
    }

    private Progress progress(PlannedTrial trial, TrialRunner.TrialProgress now, long began, List<PlannedTrial> later) {
        Duration left = remaining.of(trial).minusNanos(System.nanoTime() - began);
        Duration ofThis = left.isNegative() ? Duration.ZERO : left;
        return new Progress(
                trial,
                now.phase(),
                now.phaseElapsed(),
                now.ratePerSecond(),
                now.backlog(),
                now.p50Ns(),
                now.p99Ns(),
                ofThis.plus(remaining.of(later)));
    }

    /** The result as it grows. */
    private final class Progression {

        private final String command;
        private final Environment environment;
        private final Instant startedAt = Instant.now();
        private final List<TrialResult> trials = new ArrayList<>();
        private final Map<String, VariantManifest> manifests = new LinkedHashMap<>();
        /** {@code null} for a run that was planned in advance. */
        private TrialSource search;

        Progression(String command, Environment environment) {
            this.command = command;
            this.environment = environment;
        }

        void add(TrialRunner.Outcome outcome) {
            trials.add(outcome.result());
            // A trial that became ready knows more than one that did not.
            if (outcome.manifest().engineVersion() != null
                    || !manifests.containsKey(outcome.manifest().name())) {
                manifests.put(outcome.manifest().name(), outcome.manifest());
            }
        }

        /** Keeps what was measured; that this fails must not take the place of what ended the run. */
        void saveBeside(Throwable end) {
            try {
                save(RunResult.Status.INTERRUPTED);
            } catch (RuntimeException e) {
                end.addSuppressed(e);
            }
        }

        RunResult save(RunResult.Status status) {
            RunResult result = new RunResult(
                    RunResult.SCHEMA_VERSION,
                    folder.id(),
                    status,
                    startedAt,
                    Instant.now(),
                    command,
                    setting.scenario().seed(),
                    search == null ? setting.scenario() : search.scenario(),
                    environment,
                    inScenarioOrder(),
                    trials,
                    search == null ? List.of() : search.found(),
                    null,
                    null);
            folder.write(result);
            return result;
        }

        private List<VariantManifest> inScenarioOrder() {
            return setting.scenario().variants().stream()
                    .map(variant -> manifests.get(variant.name()))
                    .filter(manifest -> manifest != null)
                    .toList();
        }
    }
}

package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keyedstatebench.result.Environment;
import org.keyedstatebench.result.RunFolder;
import org.keyedstatebench.result.RunResult;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.VariantManifest;

/**
 * A run: one {@link Trial} after the other, as its source asks for them. Keeps the result up to date after each, so that an
 * interrupted run leaves all that it measured. Used by one thread, once.
 */
public final class Run {

    private final TrialSetting setting;
    private final RunFolder folder;
    private final RunListener listener;
    private final TrialSource source;
    private final String command;
    private final Environment environment;
    private final RemainingTime remaining;
    private final Instant startedAt = Instant.now();
    private final List<TrialResult> trials = new ArrayList<>();
    private final Map<String, VariantManifest> manifests = new LinkedHashMap<>();
    private int planned;

    /**
     * @param folder takes the result, before the first trial and after each, and the files of the trials
     * @param source decides which trials there are
     * @param command that repeats the run
     */
    public Run(
            TrialSetting setting,
            RunFolder folder,
            RunListener listener,
            TrialSource source,
            String command,
            Environment environment) {
        this.setting = setting;
        this.folder = folder;
        this.listener = listener;
        this.source = source;
        this.command = command;
        this.environment = environment;
        this.remaining =
                new RemainingTime(variant -> setting.catalogue().engine(variant).startup());
    }

    /** @return the complete result, or an interrupted one if this thread was interrupted; it was saved */
    public RunResult execute() {
        save(RunResult.Status.RUNNING);
        List<PlannedTrial> known = source.following();
        planned = known.size();
        if (planned > 0) {
            listener.runStarted(planned, source.scenario().added(), remaining.of(known));
        }
        try {
            TrialSetting prepared = UnrecordedTrials.prepared(setting, listener);
            for (Optional<PlannedTrial> next = source.next(); next.isPresent(); next = source.next()) {
                run(next.get(), prepared);
            }
        } catch (InterruptedException cancelled) {
            return save(RunResult.Status.INTERRUPTED);
        } catch (RuntimeException | Error e) {
            saveBeside(e);
            throw e;
        }
        return save(RunResult.Status.COMPLETE);
    }

    private void run(PlannedTrial trial, TrialSetting prepared) throws InterruptedException {
        List<PlannedTrial> later = source.following();
        if (!later.isEmpty() && trial.order() + later.size() > planned) {
            planned = trial.order() + later.size();
            listener.planned(planned);
        }
        long began = System.nanoTime();
        listener.trialStarted();
        Trial.Outcome outcome = new Trial(prepared, folder, trial)
                .run(listener::progress, () -> left(trial, began).plus(remaining.of(later)));
        remaining.saw(trial, Duration.ofNanos(System.nanoTime() - began));
        add(outcome);
        source.answered(trial, outcome.result());
        save(RunResult.Status.RUNNING);
        listener.trialEnded(trial, outcome.result());
    }

    private Duration left(PlannedTrial trial, long beganNs) {
        Duration left = remaining.of(trial).minusNanos(System.nanoTime() - beganNs);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void add(Trial.Outcome outcome) {
        trials.add(outcome.result());
        // A trial that became ready knows more than one that did not.
        if (outcome.manifest().engineVersion() != null
                || !manifests.containsKey(outcome.manifest().name())) {
            manifests.put(outcome.manifest().name(), outcome.manifest());
        }
    }

    /** Keeps what was measured; that this fails must not take the place of what ended the run. */
    private void saveBeside(Throwable end) {
        try {
            save(RunResult.Status.INTERRUPTED);
        } catch (RuntimeException e) {
            end.addSuppressed(e);
        }
    }

    private RunResult save(RunResult.Status status) {
        RunResult result = new RunResult(
                RunResult.SCHEMA_VERSION,
                folder.id(),
                status,
                startedAt,
                Instant.now(),
                command,
                setting.scenario().seed(),
                source.scenario(),
                environment,
                setting.scenario().variants().stream()
                        .map(variant -> manifests.get(variant.name()))
                        .filter(Objects::nonNull)
                        .toList(),
                trials,
                source.found(),
                null,
                null);
        folder.write(result);
        return result;
    }
}

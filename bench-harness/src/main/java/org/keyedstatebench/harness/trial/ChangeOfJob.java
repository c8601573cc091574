package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyedstatebench.result.Recovery;
import org.keyedstatebench.scenario.Experiment;
import org.keyedstatebench.signal.Request;
import org.keyedstatebench.signal.Signal;

/**
 * A change that people make to a running job: it is stopped, its state is kept, and another specification or another build goes on from
 * that; or the running job is asked for another parallelism. What the engine refuses of it is a finding, in its own words.
 */
final class ChangeOfJob implements Interruption {

    /** Large state takes its time. */
    private static final Duration TO_KEEP = Duration.ofMinutes(2);

    private static final Pattern EXCEPTION = Pattern.compile("([\\w.$]+(?:Exception|Error)): (.*)", Pattern.DOTALL);

    private final Experiment.Change experiment;
    private final boolean running;
    private final boolean keepsState;
    private Optional<Signal.StateKept> kept = Optional.empty();

    /**
     * @param running whether the running job is asked
     * @param keepsState whether both sides know how state is kept; otherwise the second one resumes on the last checkpoint of the first
     */
    ChangeOfJob(Experiment.Change experiment, boolean running, boolean keepsState) {
        this.experiment = experiment;
        this.running = running;
        this.keepsState = keepsState;
    }

    @Override
    public Duration after() {
        return experiment.after();
    }

    @Override
    public boolean endsEngine() {
        return !running;
    }

    @Override
    public void interrupt(TrialRig rig) throws InterruptedException {
        if (running) {
            rig.engine.ask(Request.rescale(experiment.parallelism()));
            return;
        }
        if (keepsState) {
            rig.engine.ask(Request.keepState());
            rig.await(
                    () -> rig.engine.last(Signal.StateKept.class).isPresent()
                            || !rig.engine.life().isAlive(),
                    TO_KEEP);
        }
        rig.engine.stop();
        kept = rig.engine.last(Signal.StateKept.class);
        if (keepsState && kept.isEmpty()) {
            throw new TrialFailedException("the engine was asked to keep its state and did not signal where it is; "
                    + rig.engine.life().obituary() + "\n" + rig.engine.life().lastLogLines());
        }
        rig.engine.goOn(new Beginning(
                kept.isEmpty(), kept.map(Signal.StateKept::location).orElse(null), true));
    }

    @Override
    public TrialFailedException explained(TrialRig rig, TrialFailedException end) {
        Optional<Signal.Failed> failed = rig.engine.last(Signal.Failed.class);
        if (end.refusal() != null || failed.isEmpty()) {
            return end;
        }
        Matcher words = EXCEPTION.matcher(failed.get().reason());
        return new TrialFailedException(
                words.matches()
                        ? new Signal.Unsupported(experiment.says(), words.group(1), words.group(2))
                        : new Signal.Unsupported(
                                experiment.says(), "failed", failed.get().reason()));
    }

    @Override
    public Recovery.Change change(TrialRig rig) {
        Optional<Signal.Rescaled> rescaled = rig.engine.last(Signal.Rescaled.class);
        return new Recovery.Change(
                experiment.says(),
                running ? Recovery.Means.RUNNING : kept.isPresent() ? Recovery.Means.KEPT : Recovery.Means.CHECKPOINT,
                kept.map(Signal.StateKept::durationMs).orElse(null),
                kept.map(Signal.StateKept::bytes).orElse(null),
                experiment.parallelism(),
                rescaled.map(Signal.Rescaled::parallelism).orElse(null),
                rescaled.map(Signal.Rescaled::words).orElse(null));
    }
}

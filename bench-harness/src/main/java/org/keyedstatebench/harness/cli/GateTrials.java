package org.keyedstatebench.harness.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyedstatebench.gate.GateSession;
import org.keyedstatebench.gate.Side;
import org.keyedstatebench.harness.trial.PlannedTrial;
import org.keyedstatebench.harness.trial.TrialSource;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Scenario;

/**
 * Lets a {@link GateSession} be run with real trials: its turns as trials of a scenario. Used by one thread.
 *
 * @param asked has the variants {@code baseline} and {@code candidate}, as the sides are called; pairs are run under its first condition, and
 *     if it has a second one, a last trial under that, in which the baseline's job becomes the candidate's
 */
record GateTrials(Scenario asked, GateSession session, List<PlannedTrial> run) implements TrialSource {

    GateTrials(Scenario asked, GateSession session) {
        this(asked, session, new ArrayList<>());
    }

    @Override
    public Optional<PlannedTrial> next() {
        Optional<PlannedTrial> next = session.next().map(this::planned).or(() -> changed(run.size() + 1));
        next.ifPresent(run::add);
        return next;
    }

    @Override
    public void answered(PlannedTrial trial, TrialResult result) {
        if (isChange(trial)) {
            session.changed(result);
        } else {
            session.answered(result);
        }
    }

    @Override
    public List<PlannedTrial> following() {
        List<PlannedTrial> following =
                new ArrayList<>(session.following().stream().map(this::planned).toList());
        if (run.stream().noneMatch(this::isChange)) {
            changed(run.size() + following.size() + 1).ifPresent(following::add);
        }
        return following;
    }

    private Optional<PlannedTrial> changed(int order) {
        return asked.conditions().size() == 1 || run.stream().anyMatch(this::isChange)
                ? Optional.empty()
                : Optional.of(new PlannedTrial(
                        order, session.blocks() + 1, asked.conditions().get(1), asked.variant(Side.BASELINE.word())));
    }

    private boolean isChange(PlannedTrial trial) {
        return !trial.condition().equals(asked.conditions().get(0));
    }

    private PlannedTrial planned(GateSession.Turn turn) {
        return new PlannedTrial(
                turn.order(),
                turn.block(),
                asked.conditions().get(0),
                asked.variant(turn.side().word()));
    }

    @Override
    public Scenario scenario() {
        return asked.withBlocks(session.blocks());
    }
}

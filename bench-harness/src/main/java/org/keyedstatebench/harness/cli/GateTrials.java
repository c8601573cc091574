package org.keyedstatebench.harness.cli;

import java.util.List;
import java.util.Optional;
import org.keyedstatebench.gate.GateSession;
import org.keyedstatebench.harness.trial.PlannedTrial;
import org.keyedstatebench.harness.trial.TrialSource;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Scenario;

/**
 * Lets a {@link GateSession} be run with real trials: its turns as trials of a scenario. Used by one thread.
 *
 * @param asked has the variants {@code baseline} and {@code candidate}, as the sides are called, and one condition
 */
record GateTrials(Scenario asked, GateSession session) implements TrialSource {

    @Override
    public Optional<PlannedTrial> next() {
        return session.next().map(this::planned);
    }

    @Override
    public void answered(PlannedTrial trial, TrialResult result) {
        session.answered(result);
    }

    @Override
    public List<PlannedTrial> following() {
        return session.following().stream().map(this::planned).toList();
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

package org.keyedstatebench.harness.cli;

import java.util.List;
import java.util.Optional;
import org.keyedstatebench.gate.GateSession;
import org.keyedstatebench.harness.trial.PlannedTrial;
import org.keyedstatebench.harness.trial.TrialSource;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Scenario;

/** Lets a {@link GateSession} be run with real trials: its turns as trials of a scenario. Used by one thread. */
final class GateTrials implements TrialSource {

    private final Scenario scenario;
    private final GateSession session;

    /** @param scenario has the variants {@code baseline} and {@code candidate}, as the sides are called, and one condition */
    GateTrials(Scenario scenario, GateSession session) {
        this.scenario = scenario;
        this.session = session;
    }

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
                scenario.conditions().get(0),
                scenario.variant(turn.side().word()));
    }

    @Override
    public Scenario scenario() {
        return scenario.withBlocks(session.blocks());
    }
}

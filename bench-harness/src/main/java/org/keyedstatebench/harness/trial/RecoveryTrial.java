package org.keyedstatebench.harness.trial;

import org.keyedstatebench.harness.scenario.Experiment;

/** Kills the engine in the middle of an open loop and lets it go on from its last checkpoint. */
final class RecoveryTrial extends OfferedTrial {

    private final Experiment.Recovery experiment;

    RecoveryTrial(Context context, Experiment.Recovery experiment) {
        super(context);
        this.experiment = experiment;
    }

    @Override
    void whileMeasuring(OfferedLoad load, OfferedLoad.Span window) throws InterruptedException {
        awaitTime(window.fromNs() + experiment.killAfter().toNanos());
        killAndResume();
        awaitTime(window.toNs());
    }

    /** The killed process took its total of malformed records with it. */
    @Override
    boolean oneLife() {
        return false;
    }
}

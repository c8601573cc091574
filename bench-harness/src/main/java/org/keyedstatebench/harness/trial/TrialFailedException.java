package org.keyedstatebench.harness.trial;

import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.signal.Signal;

/** Ends a trial that cannot be carried out; the run goes on with the next one. */
final class TrialFailedException extends RuntimeException {

    /** What the engine refused, in its own words; {@code null} if it failed for another reason. */
    private final transient TrialResult.Refusal refusal;

    TrialFailedException(String reason) {
        super(reason);
        this.refusal = null;
    }

    TrialFailedException(Signal.Unsupported words) {
        super(words.errorClass() + ": " + words.message());
        this.refusal = new TrialResult.Refusal(words.feature(), words.errorClass(), words.message());
    }

    TrialResult.Refusal refusal() {
        return refusal;
    }
}

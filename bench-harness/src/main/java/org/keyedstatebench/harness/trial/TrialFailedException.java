package org.keyedstatebench.harness.trial;

/** Ends a trial that cannot be carried out; the run goes on with the next one. */
final class TrialFailedException extends RuntimeException {

    TrialFailedException(String reason) {
        super(reason);
    }
}

package org.keyedstatebench.compare;

import java.util.List;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/**
 * What one piece of evidence, a trial or all trials of a condition, says to a question of yes or no.
 *
 * @param where which piece it is, e.g. trial 3
 * @param words the figures behind the answer, or why there is none
 * @param trials that it rests on
 */
record Said(Answer answer, String where, String words, List<TrialResult> trials) {

    private static final int QUOTE = 160;

    enum Answer {
        YES,
        NO,
        /** The evidence was looked for and leaves the question open. */
        OPEN
    }

    Said {
        trials = List.copyOf(trials);
    }

    /**
     * What the account of a trial says. A counter-example is one whatever became of the trial, often it is the very reason why the
     * trial is invalid; but what speaks for a claim counts only if nothing else is wrong.
     */
    static Said by(TrialResult trial, Answer account, String words) {
        boolean discounted = account == Answer.YES && trial.status() != TrialStatus.VALID;
        return new Said(
                discounted ? Answer.OPEN : account,
                "trial " + trial.order(),
                discounted ? words + ", but the trial is " + status(trial) : words,
                List.of(trial));
    }

    /** A trial without the account that the question is about. */
    static Said nothing(TrialResult trial, String account) {
        return by(
                trial,
                Answer.OPEN,
                "there is no account of " + account
                        + (trial.status() == TrialStatus.VALID ? "" : ": the trial is " + status(trial)));
    }

    private static String status(TrialResult trial) {
        String word = trial.status().name().toLowerCase(java.util.Locale.ROOT);
        if (trial.reason() == null) {
            return word;
        }
        String reason = trial.reason().lines().findFirst().orElse("");
        return word + " (" + (reason.length() <= QUOTE ? reason : reason.substring(0, QUOTE) + "...") + ")";
    }
}

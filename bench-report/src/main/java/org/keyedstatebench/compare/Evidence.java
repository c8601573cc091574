package org.keyedstatebench.compare;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.keyedstatebench.result.TableRow.Verdict;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;

/**
 * What was found to a question of yes or no: by a trial, by all trials of a condition, or by all of these together.
 *
 * @param verdict {@link Verdict#CANNOT_TELL} if it was looked for and leaves the question open
 * @param where which piece it is, e.g. trial 3; empty for all together
 * @param words the figures behind the answer, or why there is none
 * @param trials that it rests on
 */
record Evidence(Verdict verdict, String where, String words, List<TrialResult> trials) {

    private static final int QUOTE = 160;

    /**
     * What the account of a trial says. A counter-example is one whatever became of the trial, often it is the very reason why the
     * trial is invalid; but what speaks for a claim counts only if nothing else is wrong.
     */
    static Evidence by(TrialResult trial, Verdict account, String words) {
        boolean discounted = account == Verdict.CONFIRMED && trial.status() != TrialStatus.VALID;
        return new Evidence(
                discounted ? Verdict.CANNOT_TELL : account,
                "trial " + trial.order(),
                discounted ? words + ", but the trial is " + status(trial) : words,
                List.of(trial));
    }

    /** The same with what keeps it from deciding; empty if nothing does. */
    static Evidence by(TrialResult trial, Verdict account, String words, String doubt) {
        return by(trial, doubt.isEmpty() ? account : Verdict.CANNOT_TELL, words + doubt);
    }

    /** The same by an account that the trial may have come to no end of; {@code null} then. */
    static <T> Evidence by(TrialResult trial, T account, String name, Function<T, Evidence> evidence) {
        return account == null ? nothing(trial, name) : evidence.apply(account);
    }

    /** A trial without the account that the question is about. */
    static Evidence nothing(TrialResult trial, String account) {
        String why = trial.status() == TrialStatus.VALID ? "" : ": the trial is " + status(trial);
        return by(trial, Verdict.CANNOT_TELL, "there is no account of " + account + why);
    }

    /** What all trials say together; what was refused shows nothing of how it would have worked. */
    static Evidence ofEach(List<TrialResult> trials, Function<TrialResult, Evidence> evidence, String missing) {
        return together(
                trials.stream()
                        .filter(trial -> trial.status() != TrialStatus.UNSUPPORTED)
                        .map(evidence)
                        .toList(),
                missing);
    }

    /**
     * What all evidence says together: one counter-example refutes, and all of it must agree to confirm. Evidence that stays open might
     * have been the counter-example, so it keeps from confirming, never from refuting.
     *
     * @param missing what to say where there is no evidence
     */
    static Evidence together(List<Evidence> all, String missing) {
        List<Evidence> no = only(all, Verdict.NOT_CONFIRMED);
        List<Evidence> yes = only(all, Verdict.CONFIRMED);
        List<Evidence> open = only(all, Verdict.CANNOT_TELL);
        if (all.isEmpty()) {
            return new Evidence(Verdict.NOT_JUDGED, "", missing, List.of());
        }
        if (!no.isEmpty() || open.isEmpty()) {
            List<Evidence> decided = no.isEmpty() ? yes : no;
            return new Evidence(decided.get(0).verdict(), "", words(decided, all), trials(decided));
        }
        String against = yes.isEmpty() ? "" : "; " + words(yes, all);
        return new Evidence(Verdict.CANNOT_TELL, "", words(open, all) + against, trials(all));
    }

    /** @return {@code null} where the evidence does not decide */
    Boolean answer() {
        boolean decided = verdict == Verdict.CONFIRMED || verdict == Verdict.NOT_CONFIRMED;
        return decided ? (Boolean) (verdict == Verdict.CONFIRMED) : null;
    }

    /** With numbers as a program writes them. */
    static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static List<Evidence> only(List<Evidence> all, Verdict verdict) {
        return all.stream().filter(evidence -> evidence.verdict() == verdict).toList();
    }

    /** The first in full; how many of how many say the same. */
    private static String words(List<Evidence> some, List<Evidence> all) {
        Evidence first = some.get(0);
        return all.size() == 1
                ? first.words()
                : first.where() + ": " + first.words() + " (" + some.size() + " of " + all.size() + ")";
    }

    private static List<TrialResult> trials(List<Evidence> some) {
        return some.stream()
                .flatMap(evidence -> evidence.trials().stream())
                .distinct()
                .toList();
    }

    private static String status(TrialResult trial) {
        String word = trial.status().name().toLowerCase(Locale.ROOT);
        if (trial.reason() == null) {
            return word;
        }
        String reason = trial.reason().lines().findFirst().orElse("");
        return word + " (" + (reason.length() <= QUOTE ? reason : reason.substring(0, QUOTE) + "...") + ")";
    }
}

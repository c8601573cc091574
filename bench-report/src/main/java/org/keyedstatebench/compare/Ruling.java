package org.keyedstatebench.compare;

import java.util.List;
import org.keyedstatebench.compare.Said.Answer;
import org.keyedstatebench.result.TableRow.Verdict;
import org.keyedstatebench.result.TrialResult;

/**
 * What all evidence says together: one counter-example refutes, and all of it must agree to confirm. Evidence that stays open might
 * have been the counter-example, so it keeps from confirming, never from refuting.
 *
 * @param because the evidence that decided, in words
 * @param trials that the verdict rests on
 */
record Ruling(Verdict verdict, String because, List<TrialResult> trials) {

    Ruling {
        trials = List.copyOf(trials);
    }

    /** @param missing what to say where there is no evidence */
    static Ruling of(List<Said> all, String missing) {
        List<Said> no = only(all, Answer.NO);
        if (!no.isEmpty()) {
            return new Ruling(Verdict.NOT_CONFIRMED, words(no, all), trials(no));
        }
        List<Said> yes = only(all, Answer.YES);
        List<Said> open = only(all, Answer.OPEN);
        if (!open.isEmpty()) {
            String against = yes.isEmpty() ? "" : "; " + words(yes, all);
            return new Ruling(Verdict.CANNOT_TELL, words(open, all) + against, trials(all));
        }
        return yes.isEmpty()
                ? new Ruling(Verdict.NOT_JUDGED, missing, List.of())
                : new Ruling(Verdict.CONFIRMED, words(yes, all), trials(yes));
    }

    /** @return {@code null} where the evidence does not decide */
    Boolean answer() {
        return switch (verdict) {
            case CONFIRMED -> Boolean.TRUE;
            case NOT_CONFIRMED -> Boolean.FALSE;
            case CANNOT_TELL, NOT_JUDGED -> null;
        };
    }

    private static List<Said> only(List<Said> all, Answer answer) {
        return all.stream().filter(said -> said.answer() == answer).toList();
    }

    /** The first in full; how many of how many say the same. */
    private static String words(List<Said> some, List<Said> all) {
        Said first = some.get(0);
        return all.size() == 1
                ? first.words()
                : first.where() + ": " + first.words() + " (" + some.size() + " of " + all.size() + ")";
    }

    private static List<TrialResult> trials(List<Said> some) {
        return some.stream().flatMap(said -> said.trials().stream()).distinct().toList();
    }
}

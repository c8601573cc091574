package org.keyedstatebench.harness.trial;

import java.time.Duration;
import org.keyedstatebench.measure.TtlKeys;
import org.keyedstatebench.result.TrialResult;

/** Says from which pause on a count starts again, and what the keys that were to find it out mean for the trial. Pure. */
final class TtlJudgement {

    private TtlJudgement() {}

    /** @return {@code null} if no key showed whether a count survives a pause shorter than the TTL */
    static TrialResult.Ttl result(Duration ttl, TtlKeys.Answer answer) {
        if (isSurvivalUnseen(answer)) {
            return null;
        }
        Long survivedMs = millis(answer.longestSurvivedNs());
        Long expiredMs = millis(answer.shortestExpiredNs());
        long delayMs = survivedMs == null ? 0 : Math.max(0, survivedMs - ttl.toMillis());
        return new TrialResult.Ttl(
                ttl.toMillis(),
                answer.keys(),
                survivedMs,
                expiredMs,
                answer.lostTooSoon() == 0,
                answer.outlivedTwice() == 0 && expiredMs != null,
                expiredMs == null ? null : (Long) delayMs);
    }

    static Verdict judge(TtlKeys.Answer answer, Verdict verdict) {
        Verdict judged = verdict;
        if (answer.unanswered() > 0) {
            judged =
                    judged.and(answer.unanswered() + " of " + answer.keys() + " keys with a pause got no second count");
        }
        if (answer.wrong() > 0) {
            judged = judged.and(answer.wrong() + " keys with a pause got a second count that is neither 1 nor 2");
        }
        if (answer.lostTooSoon() > 0) {
            judged = judged.and(answer.lostTooSoon() + " keys lost their count before the TTL was over");
        }
        if (isSurvivalUnseen(answer)) {
            judged = judged.and("no key showed whether a count survives a pause shorter than the TTL");
        }
        if (answer.shortestExpiredNs() == null) {
            judged = judged.and("no count started again, not even after a pause of three times the TTL");
        }
        return judged;
    }

    private static boolean isSurvivalUnseen(TtlKeys.Answer answer) {
        return answer.longestSurvivedNs() == null && answer.lostTooSoon() == 0;
    }

    private static Long millis(Long nanos) {
        return nanos == null ? null : nanos / 1_000_000;
    }
}

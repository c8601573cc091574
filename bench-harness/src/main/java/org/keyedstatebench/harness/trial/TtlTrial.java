package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.harness.measure.TtlKeys;
import org.keyedstatebench.harness.result.TrialResult;

/**
 * Finds out from which pause on a key's count starts again. Beside an open loop, whose keys never pause and which keeps
 * micro-batches and watermarks moving, it sends two events to each of some keys of its own.
 */
final class TtlTrial extends OfferedTrial {

    private static final int KEYS_PER_STEP = 3;

    private final Duration ttl;
    private final TtlKeys keys;

    /** @throws IllegalArgumentException if the variant has no TTL */
    TtlTrial(Context context) {
        super(context);
        ttl = variant.operator().ttl();
        if (ttl == null) {
            throw new IllegalArgumentException(
                    "the variant '" + variant.name() + "' has no TTL, so there is nothing to find out about it");
        }
        keys = new TtlKeys(ttl.toNanos(), KEYS_PER_STEP);
    }

    @Override
    void whileMeasuring(OfferedLoad load, OfferedLoad.Span window) throws InterruptedException {
        load.collector().divertStrangers(count -> keys.row(count.key(), count.runningCount(), clock.getAsLong()));
        Deque<TtlKeys.Due> events = new ArrayDeque<>(keys.schedule());
        while (!events.isEmpty()) {
            TtlKeys.Due event = events.remove();
            awaitTime(window.fromNs() + event.dueNs());
            keys.sent(event, clock.getAsLong());
            load.sendStranger(new Event(event.key(), "ttl", event.key(), 0, System.currentTimeMillis()));
        }
        await(keys::isAllAnswered, timing.drainTimeout());
        awaitTime(window.toNs());
    }

    @Override
    Verdict conclude(OfferedLoad load, OfferedLoad.Span window, Verdict verdict) {
        TtlKeys.Answer answer = keys.answer();
        Long delayMs = answer.shortestExpiredNs() == null
                ? null
                : Long.valueOf(
                        answer.longestSurvivedNs() == null
                                ? 0
                                : Math.max(0, answer.longestSurvivedNs() / 1_000_000 - ttl.toMillis()));
        draft.ttl = new TrialResult.Ttl(
                ttl.toMillis(),
                answer.keys(),
                millis(answer.longestSurvivedNs()),
                millis(answer.shortestExpiredNs()),
                answer.lostTooSoon() == 0,
                answer.outlivedTwice() == 0 && answer.shortestExpiredNs() != null,
                delayMs);
        return verdict.and(faults(answer));
    }

    private static List<String> faults(TtlKeys.Answer answer) {
        List<String> faults = new ArrayList<>();
        if (answer.unanswered() > 0) {
            faults.add(answer.unanswered() + " of " + answer.keys() + " keys with a pause got no second count");
        }
        if (answer.wrong() > 0) {
            faults.add(answer.wrong() + " keys with a pause got a second count that is neither 1 nor 2");
        }
        if (answer.lostTooSoon() > 0) {
            faults.add(answer.lostTooSoon() + " keys lost their count before the TTL was over");
        }
        if (answer.shortestExpiredNs() == null) {
            faults.add("no count started again, not even after a pause of three times the TTL");
        }
        return faults;
    }

    private static Long millis(Long nanos) {
        return nanos == null ? null : nanos / 1_000_000;
    }
}

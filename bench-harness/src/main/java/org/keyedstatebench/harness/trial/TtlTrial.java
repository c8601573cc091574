package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.measure.TtlKeys;

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
        draft.ttl = TtlJudgement.result(ttl, answer);
        return TtlJudgement.judge(answer, verdict);
    }
}

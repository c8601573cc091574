package org.keyedstatebench.harness.trial;

import java.time.Duration;
import org.keyedstatebench.event.Event;
import org.keyedstatebench.measure.TtlKeys;
import org.keyedstatebench.scenario.Variant;

/**
 * Finds out from which pause on a key's count starts again. Beside an open loop, whose keys never pause and which keeps
 * micro-batches and watermarks moving, it sends two events to each of some keys of its own.
 */
final class PausedKeys implements WindowWork {

    private static final int KEYS_PER_STEP = 3;

    private final Duration ttl;
    private final TtlKeys keys;

    /** @throws IllegalArgumentException if the variant has no TTL */
    PausedKeys(Variant variant) {
        ttl = variant.operator().ttl();
        if (ttl == null) {
            throw new IllegalArgumentException(
                    "the variant '" + variant.name() + "' has no TTL, so there is nothing to find out about it");
        }
        keys = new TtlKeys(ttl.toNanos(), KEYS_PER_STEP);
    }

    @Override
    public void whileOpen(TrialRig rig, Load.OpenLoop load, Load.Span window) throws InterruptedException {
        load.divertStrangers(count -> keys.row(count.key(), count.runningCount(), rig.clock.nanos()));
        for (TtlKeys.Due event : keys.schedule()) {
            rig.awaitTime(window.fromNs() + event.dueNs());
            keys.sent(event, rig.clock.nanos());
            load.sendStranger(new Event(event.key(), "ttl", event.key(), 0, rig.clock.epochMs()));
        }
        rig.await(keys::isAllAnswered, rig.trial.condition().timing().drainTimeout());
    }

    @Override
    public Verdict conclude(TrialRig rig, Load.OpenLoop load, TrialDraft draft, Verdict verdict) {
        TtlKeys.Answer answer = keys.answer();
        draft.ttl = TtlJudgement.result(ttl, answer);
        return TtlJudgement.judge(answer, verdict);
    }
}

package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.function.LongUnaryOperator;
import org.keyedstatebench.job.IdleTimer;
import org.keyedstatebench.job.TimeDomain;
import org.keyedstatebench.job.TriggerKind;
import org.keyedstatebench.measure.IdleTimerWatch;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.scenario.Variant;

/** Says how exactly the idle timers of a variant can be judged, and how that was found to be. Pure. */
final class IdleTimers {

    /** A record-at-a-time engine takes an event this late at most, but for rare stalls. */
    private static final Duration PER_RECORD = Duration.ofMillis(500);

    /** Two micro-batches that run as fast as they can: an event waits for one, and its timer for another. */
    private static final Duration TWO_BATCHES = Duration.ofSeconds(2);

    private IdleTimers() {}

    /** How far a pause must be from the idle time, so that the timer has only one right answer. */
    static Duration tolerance(Variant variant) {
        return variant.trigger().kind() == TriggerKind.PER_RECORD
                ? PER_RECORD
                : TWO_BATCHES.plus(variant.rowsWait().multipliedBy(2));
    }

    /**
     * Follows the idle timers of a job.
     *
     * @param dueNs when an event is due, on the trial's clock
     * @param jobs watermark delay of the job, which a timer in event time waits for beside its idle time
     */
    static IdleTimerWatch watch(Variant variant, int keys, LongUnaryOperator dueNs, Duration jobs) {
        IdleTimer timer = variant.operator().idleTimer();
        return new IdleTimerWatch(
                keys,
                dueNs,
                timer.idle().toNanos(),
                watermarkDelay(timer, jobs).toNanos(),
                tolerance(variant).toNanos());
    }

    static Duration watermarkDelay(IdleTimer timer, Duration jobs) {
        return timer.domain() == TimeDomain.EVENT_TIME ? jobs : Duration.ZERO;
    }

    static TrialResult.Timers result(IdleTimer timer, IdleTimerWatch watch) {
        return new TrialResult.Timers(
                timer.idle().toMillis(),
                watch.due(),
                watch.fired(),
                watch.unexpected(),
                Percentiles.of(watch.delays()));
    }
}

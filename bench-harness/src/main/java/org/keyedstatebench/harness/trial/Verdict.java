package org.keyedstatebench.harness.trial;

import static java.util.Locale.ROOT;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.keyedstatebench.job.Emission;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.process.Durations;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialResult;
import org.keyedstatebench.result.TrialStatus;
import org.keyedstatebench.scenario.Variant;

/**
 * Judges whether a trial's figures may be used: all rules, each with the sentence that it adds to a verdict. Pure.
 *
 * @param status valid or invalid
 * @param reason all that is wrong, in one sentence each; {@code null} if nothing is
 * @param flags what a reader must know although the trial is valid
 */
record Verdict(TrialStatus status, String reason, List<Flag> flags) {

    /** Of a trial of which nothing is known yet. */
    static final Verdict VALID = new Verdict(TrialStatus.VALID, null, List.of());

    /** Share of the latency that lateness may make up, at the median and at p99, before the trial is flagged. */
    static final double LATENESS_SHARE = 0.2;

    /** Share of the offered rate that the generator must have held. */
    static final double RATE_HELD = 0.99;

    /** A middle of a drain that comes in fewer micro-batches, or in larger bursts, has no rate worth the name. */
    static final int LEAST_BATCHES = 4;

    static final double LARGEST_BURST = 1.0 / LEAST_BATCHES;

    /** Of a core, used by the collector. */
    static final double BUSY_CORE = 0.8;

    /**
     * Judges what became of the events, which every trial is asked for.
     *
     * @param sent what went into Kafka
     * @param offeredHz the rate that was asked for; 0 where the load was there before the engine
     */
    static Verdict of(Variant variant, TrialResult.Events events, Load.Sent sent, long offeredHz) {
        Long skipped = events.malformed();
        long gaps = variant.emission() == Emission.PER_EVENT ? events.gaps() : 0;
        long duplicates = variant.guarantee() == Guarantee.EXACTLY_ONCE ? events.duplicates() : 0;
        return VALID.wrongIfAny(sent.failures(), "sends failed, the first with: " + sent.firstFailure())
                .wrongIf(events.sent() == 0, "no event was sent, so nothing was found out")
                .wrongIfAny(events.lost(), "of " + events.sent() + " events lost")
                .wrongIfAny(gaps, "events got no row of their own")
                .wrongIfAny(events.wrongFinalCounts(), "keys ended with a wrong count")
                .wrongIfAny(events.unexpectedRows(), "output rows that nothing sent accounts for")
                .wrongIfAny(duplicates, "duplicates under exactly-once")
                .wrongIf(
                        skipped != null && skipped != sent.malformed(),
                        "the engine skipped " + skipped + " malformed records, " + sent.malformed() + " were sent")
                .wrongIf(
                        sent.windowHz() < offeredHz * RATE_HELD,
                        String.format(ROOT, "the generator held %.0f of %d events/s", sent.windowHz(), offeredHz));
    }

    /** Whether latencies may be those of the generator. */
    Verdict withLateness(Percentiles latencyNs, Percentiles latenessNs) {
        return flaggedIf(
                latenessNs.p50() > latencyNs.p50() * LATENESS_SHARE
                        || latenessNs.p99() > latencyNs.p99() * LATENESS_SHARE,
                Flag.GENERATOR_LIMITED);
    }

    /**
     * Whether a drain has a rate worth the name, and whether the harness may have been what limited it.
     *
     * @param batches with input that completed in the middle; empty for an engine that works record by record
     * @param largestBurst share of the middle's events that became visible in one burst
     * @param collectorCores used by the collector in the middle
     */
    Verdict withRate(OptionalInt batches, double largestBurst, double collectorCores) {
        boolean few = batches.orElse(LEAST_BATCHES) < LEAST_BATCHES;
        return wrongIf(
                        few,
                        "only " + batches.orElse(0)
                                + " micro-batches completed in the middle 80 %, too few for a rate; more events, or"
                                + " fewer in a micro-batch, would give one")
                .wrongIf(
                        !few && largestBurst > LARGEST_BURST,
                        String.format(
                                ROOT,
                                "%.0f %% of the middle's events became visible in one burst, so the rate would mean"
                                        + " little",
                                largestBurst * 100))
                .flaggedIf(collectorCores > BUSY_CORE, Flag.COLLECTOR_LIMITED);
    }

    /** Of a drain without two moments between which events became covered. */
    Verdict withoutRate() {
        return wrongIf(
                true,
                "most events became covered at one moment, so there is no rate; more events, or fewer in a"
                        + " micro-batch, would give one");
    }

    /** What the figures of idle timers mean for the trial. */
    Verdict withTimers(TrialResult.Timers timers) {
        long due = timers.due();
        long fired = timers.fired();
        return wrongIf(
                        due == 0,
                        "no idle timer had to fire in the measured window, so nothing was found out: more keys, a lower"
                                + " rate or a longer window would make some")
                .wrongIf(due > 0 && fired == 0, "none of the " + due + " idle timers that had to fire did")
                .flaggedIf(fired > 0 && fired < due, Flag.TIMERS_MISSED)
                .flaggedIf(fired > 0 && timers.unexpected() > 0, Flag.TIMERS_UNEXPECTED);
    }

    /** What the keys that were to find out a TTL mean for the trial. */
    Verdict withPausedKeys(PausedKeys.Answer answer) {
        return wrongIfAny(answer.unanswered(), "of " + answer.keys() + " keys with a pause got no second count")
                .wrongIfAny(answer.wrong(), "keys with a pause got a second count that is neither 1 nor 2")
                .wrongIfAny(answer.lostTooSoon(), "keys lost their count before the TTL was over")
                .wrongIf(
                        answer.isSurvivalUnseen(),
                        "no key showed whether a count survives a pause shorter than the TTL")
                .wrongIf(
                        answer.shortestExpiredNs() == null,
                        "no count started again, not even after a pause of three times the TTL");
    }

    /**
     * Says why counts may be wrong although the engine is not: who comes to a key only after its TTL is right to forget it.
     *
     * @param slowest latency of all events of the window
     */
    Verdict withTtl(Duration ttl, Duration slowest) {
        return wrongIf(
                status == TrialStatus.INVALID && slowest.compareTo(ttl) >= 0,
                "latencies of up to " + slowest.toMillis() + " ms are longer than the TTL of "
                        + Durations.format(ttl)
                        + ", so counts may have expired as they should: a lower rate or a faster machine would tell");
    }

    /** The same verdict, with one more thing that is wrong if it is. */
    Verdict wrongIf(boolean itIs, String what) {
        return itIs ? new Verdict(TrialStatus.INVALID, reason == null ? what : reason + "; " + what, flags) : this;
    }

    private Verdict wrongIfAny(long count, String what) {
        return wrongIf(count > 0, count + " " + what);
    }

    /** The same verdict, with one more flag if that applies. */
    Verdict flaggedIf(boolean itApplies, Flag flag) {
        return itApplies
                ? new Verdict(
                        status,
                        reason,
                        Stream.concat(flags.stream(), Stream.of(flag)).toList())
                : this;
    }
}

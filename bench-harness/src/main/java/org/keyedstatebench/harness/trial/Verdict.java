package org.keyedstatebench.harness.trial;

import java.util.ArrayList;
import java.util.List;
import org.keyedstatebench.job.Guarantee;
import org.keyedstatebench.measure.Coverage;
import org.keyedstatebench.result.Flag;
import org.keyedstatebench.result.Percentiles;
import org.keyedstatebench.result.TrialStatus;

/**
 * Judges whether a trial's figures may be used. Pure.
 *
 * @param status valid or invalid
 * @param reason all that is wrong, in one sentence each; {@code null} if nothing is
 * @param flags what a reader must know although the trial is valid
 */
record Verdict(TrialStatus status, String reason, List<Flag> flags) {

    /** Share of the latency that lateness may make up, at the median and at p99, before the trial is flagged. */
    static final double LATENESS_SHARE = 0.2;

    /** Share of the offered rate that the generator must have held. */
    static final double RATE_HELD = 0.99;

    /**
     * What is judged.
     *
     * @param malformed records that the engine skipped, as it says itself; {@code null} if it does not know
     * @param latencyNs {@code null} where events have none, as in a drain
     * @param latenessNs {@code null} where nothing was sent during the trial
     */
    record Evidence(
            Coverage.Account account,
            Guarantee guarantee,
            boolean rowPerEvent,
            double offeredHz,
            Load.Sent sent,
            Percentiles latencyNs,
            Percentiles latenessNs,
            Long malformed,
            boolean steady,
            boolean stoppedByItself) {}

    static Verdict of(Evidence e) {
        List<String> wrong = new ArrayList<>();
        Load.Sent sent = e.sent();
        if (sent.failures() > 0) {
            wrong.add(sent.failures() + " sends failed, the first with: " + sent.firstFailure());
        }
        if (e.account().sent() == 0) {
            wrong.add("no event was sent, so nothing was found out");
        }
        if (e.account().lost() > 0) {
            wrong.add(e.account().lost() + " of " + e.account().sent() + " events lost");
        }
        if (e.rowPerEvent() && e.account().gaps() > 0) {
            wrong.add(e.account().gaps() + " events got no row of their own");
        }
        if (e.account().wrongFinalCounts() > 0) {
            wrong.add(e.account().wrongFinalCounts() + " keys ended with a wrong count");
        }
        if (e.account().unexpectedRows() > 0) {
            wrong.add(e.account().unexpectedRows() + " output rows that nothing sent accounts for");
        }
        if (e.guarantee() == Guarantee.EXACTLY_ONCE && e.account().duplicates() > 0) {
            wrong.add(e.account().duplicates() + " duplicates under exactly-once");
        }
        if (e.malformed() != null && e.malformed() != sent.malformed()) {
            wrong.add("the engine skipped " + e.malformed() + " malformed records, " + sent.malformed() + " were sent");
        }
        if (sent.windowHz() < e.offeredHz() * RATE_HELD) {
            wrong.add(String.format(
                    java.util.Locale.ROOT, "the generator held %.0f of %.0f events/s", sent.windowHz(), e.offeredHz()));
        }
        List<Flag> flags = new ArrayList<>();
        if (e.latencyNs() != null && e.latenessNs() != null && isGeneratorLimited(e.latencyNs(), e.latenessNs())) {
            flags.add(Flag.GENERATOR_LIMITED);
        }
        if (!e.steady()) {
            flags.add(Flag.NOT_STEADY);
        }
        if (!e.stoppedByItself()) {
            flags.add(Flag.KILLED_AT_STOP);
        }
        boolean valid = wrong.isEmpty();
        return new Verdict(
                valid ? TrialStatus.VALID : TrialStatus.INVALID, valid ? null : String.join("; ", wrong), flags);
    }

    private static boolean isGeneratorLimited(Percentiles latencyNs, Percentiles latenessNs) {
        return latenessNs.p50() > latencyNs.p50() * LATENESS_SHARE
                || latenessNs.p99() > latencyNs.p99() * LATENESS_SHARE;
    }

    /** The same verdict with one more thing that is wrong. */
    Verdict and(String wrong) {
        return new Verdict(TrialStatus.INVALID, reason == null ? wrong : reason + "; " + wrong, flags);
    }

    /** The same verdict with one more flag. */
    Verdict flagged(Flag flag) {
        List<Flag> more = new ArrayList<>(flags);
        more.add(flag);
        return new Verdict(status, reason, more);
    }
}

package org.keyedstatebench.result;

import java.util.Locale;
import java.util.Optional;

/**
 * When a machine is too busy with others for a measurement that can be trusted: the one rule by which a trial is flagged, the gate repeats
 * a pair, and the doctor warns. A trial is judged by its measured window.
 */
public final class Disturbance {

    /** Of all processors, what processes may take that are not the suite's. Kernel threads that write for the suite count as such. */
    public static final double MOST_FOREIGN_SHARE = 0.10;
    /** What the hypervisor may take. */
    public static final double MOST_STOLEN_SHARE = 0.05;

    private Disturbance() {}

    /**
     * What disturbed a trial.
     *
     * @param use of its window; {@code null} for a trial that came to none, of which nothing is known
     * @return a sentence; empty if nothing did
     */
    public static Optional<String> of(ResourceUse use) {
        return use == null ? Optional.empty() : of(use.foreignShare(), use.stolenShare());
    }

    /**
     * @param foreign taken by processes that are not the suite's, 0 to 1; {@code null} if not known
     * @param stolen taken by the hypervisor for other machines, 0 to 1; {@code null} if not known
     * @return a sentence; empty if neither is too much
     */
    public static Optional<String> of(Double foreign, Double stolen) {
        if (foreign != null && foreign > MOST_FOREIGN_SHARE) {
            return Optional.of(words(
                    "other processes took %.1f %% of all processors, more than %.0f %%", foreign, MOST_FOREIGN_SHARE));
        }
        if (stolen != null && stolen > MOST_STOLEN_SHARE) {
            return Optional.of(words(
                    "the hypervisor took %.1f %% of all processors, more than %.0f %%", stolen, MOST_STOLEN_SHARE));
        }
        return Optional.empty();
    }

    private static String words(String format, double share, double limit) {
        return String.format(Locale.ROOT, format, share * 100, limit * 100);
    }
}

package org.keyedstatebench.harness.trial;

import org.keyedstatebench.measure.Window;

/** What an experiment on an open loop does while the measured window is open, and what it found out by it. */
interface WindowWork {

    /** Just measures. */
    WindowWork NONE = new WindowWork() {};

    /** Returns when its work is done; the window may still be open. */
    default void whileOpen(TrialRig rig, Load.OpenLoop load, Window window) throws InterruptedException {}

    /** Does what comes between the window and the end of the load; nothing is measured any more. */
    default void afterWindow(TrialRig rig, Load.OpenLoop load) throws InterruptedException {}

    /**
     * Adds what was found out; the output has been read to its end.
     *
     * @param verdict so far
     * @return the verdict, with what is wrong beside
     */
    default Verdict conclude(TrialRig rig, Load.OpenLoop load, TrialDraft draft, Verdict verdict) {
        return verdict;
    }
}

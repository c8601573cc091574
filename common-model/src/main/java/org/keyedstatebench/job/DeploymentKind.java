package org.keyedstatebench.job;

import java.util.Locale;

/** Whose processes do the work of a job. */
public enum DeploymentKind {
    /** The engine's own process does all of it. */
    EMBEDDED,
    /** Several processes on this machine, started for the job. */
    LOCAL_CLUSTER,
    /** A cluster that was there before the job and stays after it. */
    REMOTE;

    /** As people type it: lower case, with dashes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

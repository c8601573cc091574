package org.keyedstatebench.harness.trial;

import java.time.Duration;
import java.util.Objects;

/**
 * What is done to the engine on purpose in the measured window.
 *
 * @param kind what is done
 * @param after when, from the opening of the window
 */
public record Disturbance(Kind kind, Duration after) {

    /** Nothing is done. */
    public static final Disturbance NONE = new Disturbance(Kind.NONE, Duration.ZERO);

    /** What can be done to an engine. */
    public enum Kind {
        NONE,
        /** SIGKILL, and at once a new process that resumes from the last checkpoint. */
        KILL_AND_RESUME
    }

    public Disturbance {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(after, "after");
    }

    public static Disturbance killAndResume(Duration after) {
        return new Disturbance(Kind.KILL_AND_RESUME, after);
    }
}
